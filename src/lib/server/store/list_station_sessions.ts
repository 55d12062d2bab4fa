import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { sessions } from './schema.ts';
import type { Db } from './store.ts';

/** Holds for open sessions, in the words of their indexes: a bound value would not find those. */
export const isActive = sql`${sessions.status} = 'active'`;

/** A session that is open at a station, with the customer's name as its columns have it. */
export interface SessionAtStation {
	readonly session: SessionRecord;
	readonly customerName: string | null;
}

/** The sessions of a station that are open at `now`, the longest open first. */
export async function listStationSessions(
	db: Db,
	{ stationId, now, limit }: { stationId: string; now: number; limit: number },
): Promise<SessionAtStation[]> {
	const rows = await db
		.select({ snapshot: sessions.snapshot, customerName: sessions.customerName })
		.from(sessions)
		.where(and(isActive, gt(sessions.expiresAt, now), eq(sessions.stationId, stationId)))
		.orderBy(asc(sessions.createdAt), asc(sessions.id))
		.limit(limit);
	return rows.map(({ snapshot, customerName }) => ({ session: JSON.parse(snapshot) as SessionRecord, customerName }));
}
