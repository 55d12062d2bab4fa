import { ok } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { MeterReading } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { expireSession } from '../../engine/expire_sessions.ts';
import { transact } from '../../engine/transact.ts';
import { connectorRegister } from '../../store/charger_rows.ts';
import type { StoredTransaction } from '../../store/charger_transaction_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import type { Statement } from '../../store/statement.ts';
import { chargeOf, machineActor, takeChargeStep } from './charge_session.ts';
import { lateRows } from './late_readings.ts';
import { stopStray } from './stray_charge.ts';

/** The most that a session takes at once; a register is a running total, so that the last ones say it all. */
const readingLimit = 5000;

/** Takes what the meter told into its session; readings that are not newer than the last are known. Late ones are kept for a manager, and a charger that goes on is asked to stop. */
export async function takeReadings(
	engine: Engine,
	transaction: StoredTransaction,
	readings: readonly MeterReading[],
): Promise<void> {
	const sorted = readings.toSorted((a, b) => a.at - b.at);
	await transact(engine, null, async () => {
		const session = await sessionOf(engine, transaction);
		if (!session) return ok({ statements: [], answer: null });
		const register = registerRows(transaction, sorted);
		if (session.status !== 'active') {
			const late = await lateRows(engine, session, sorted);
			const stop = await stopStray(engine, session, { transaction, readings });
			return ok({ statements: [...late, ...stop, ...register], answer: null });
		}
		const fresh = newerThan(session, sorted);
		if (fresh.length === 0) return ok({ statements: [], answer: null });
		const actor = machineActor(transaction.chargerId, session.actor.station);
		const taken = await takeChargeStep(engine, session, { name: 'read', input: { readings: fresh }, actor });
		if (!taken.ok) return ok({ statements: [], answer: null });
		return ok({ statements: [...taken.value.statements, ...register], answer: null });
	});
}

/** The session of a transaction, ended first where its time is over: what is told of it then is told late. Null where there is none. */
export async function sessionOf(engine: Engine, { sessionId }: StoredTransaction): Promise<SessionRecord | null> {
	const session = sessionId === null ? null : await loadSession(engine.store.db, sessionId);
	if (session?.status !== 'active' || session.expiresAt > engine.clock()) return session;
	await expireSession(engine, session.id);
	return loadSession(engine.store.db, session.id);
}

/** The readings that a session has not seen. */
export function newerThan(session: SessionRecord, readings: readonly MeterReading[]): readonly MeterReading[] {
	const { progress } = chargeOf(session);
	const seenAt = progress?.register?.at ?? null;
	return readings
		.filter(
			({ at, registerWh }) =>
				seenAt === null || at > seenAt || (at === seenAt && registerWh !== progress?.register?.wh),
		)
		.slice(-readingLimit);
}

/** The highest register, kept beside the connector. */
export function registerRows(transaction: StoredTransaction, readings: readonly MeterReading[]): Statement[] {
	const registers = readings.map(({ registerWh }) => registerWh ?? 0);
	const highest = Math.max(0, ...registers);
	return highest > 0 ? [connectorRegister(transaction.chargerId, transaction.evseId, highest)] : [];
}
