import type { SessionRecord } from '#lib/session/record.ts';
import type { MeterReading } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadStopAskedAt } from '../../store/charger_command_rows.ts';
import type { StoredTransaction } from '../../store/charger_transaction_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { stopCommand } from './remote_start.ts';

/** How long a charger is left alone after it was asked to stop, ms. */
const askEveryMs = 60_000;

/** How old the news of what goes on may be, ms; what is older was gathered while the charger was offline. */
const newsMs = 60_000;

/** Has a charger asked to stop that goes on with a transaction whose session is over, as one that was offline then; once a minute at most. */
export async function stopStray(
	engine: Engine,
	session: SessionRecord,
	{ transaction, readings }: { transaction: StoredTransaction; readings: readonly MeterReading[] },
): Promise<readonly Statement[]> {
	const now = engine.clock();
	if (transaction.stoppedAt !== null || !readings.some(({ at }) => at >= now - newsMs)) return [];
	const askedAt = await loadStopAskedAt(engine.store.db, session.id);
	if (askedAt !== null && now - askedAt < askEveryMs) return [];
	const { chargerId, id: transactionId } = transaction;
	return [stopCommand(engine, { chargerId, sessionId: session.id, transactionId })];
}
