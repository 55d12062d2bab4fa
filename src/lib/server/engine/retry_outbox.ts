import { findUndelivered, type OutboxStations } from '../store/list_outbox.ts';
import { insertAudit } from '../store/machine_rows.ts';
import type { Engine } from './engine.ts';

/** Which effects are to be delivered again, and who wants it. */
export interface OutboxRetry {
	readonly ids: readonly string[];
	/** Whose effects that person may deliver; others look as if there were none. */
	readonly stations: OutboxStations;
	readonly actorId: string;
	/** Address. */
	readonly origin: string;
}

const retry =
	'UPDATE outbox SET stuck_at = NULL, attempts = 0, next_attempt_at = ? WHERE id = ? AND done_at IS NULL AND (stuck_at IS NOT NULL OR next_attempt_at > ?)';

/** Makes effects due now that were given up or put off, and records who did. Answers how many there were: what is delivered stays so. */
export async function retryOutbox(engine: Engine, { ids, stations, actorId, origin }: OutboxRetry): Promise<number> {
	const found = await findUndelivered(engine.store.db, ids, stations);
	if (found.length === 0) return 0;
	const at = engine.clock();
	await engine.store.writer.commit(
		found.flatMap(({ id, stationId }) => [
			{ sql: retry, args: [at, id, at] },
			insertAudit({
				id: engine.ids('aud'),
				at,
				actorId,
				action: 'outbox.retried',
				subject: id,
				stationId,
				origin,
				detail: {},
			}),
		]),
	);
	return found.length;
}
