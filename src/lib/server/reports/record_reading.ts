import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import { insertAudit } from '#lib/server/store/machine_rows.ts';
import type { Store } from '#lib/server/store/store.ts';

/** What reports run on. */
export interface ReportParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
}

/** Who reads a report, and from where. */
export interface Reader {
	readonly id: string;
	/** Address of the client. */
	readonly address: string;
}

/** That somebody has read data of riders. */
export interface Reading {
	readonly action: 'session.list' | 'session.read' | 'session.export' | 'plan.actions_read';
	/** Id of the session or plan, or `sessions` for many. */
	readonly subject: string;
	readonly stationId: string | null;
	readonly detail: Readonly<Record<string, unknown>>;
}

/** Records a reading in the audit log; what was read may be answered once this has returned. */
export async function recordReading(
	{ store, clock, ids }: ReportParts,
	reader: Reader,
	reading: Reading,
): Promise<void> {
	const entry = { id: ids('aud'), at: clock(), actorId: reader.id, origin: reader.address, ...reading };
	await store.writer.commit([insertAudit(entry)]);
}
