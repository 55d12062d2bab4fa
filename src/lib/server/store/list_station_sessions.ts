import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { sessions } from './schema.ts';
import type { Db } from './store.ts';

/**
 * Holds for the sessions that are open at `now`, in the words of their index: a bound value would not find it. They are few, while a
 * station has all its past; so the plus keeps the index of stations out of it.
 */
export function openAt(now: number): SQL | undefined {
	return and(sql`${sessions.status} = 'active'`, gt(sessions.expiresAt, now));
}

/** The station of a session, where `openAt` finds the rows. */
export const stationOfOpen = sql<string | null>`+${sessions.stationId}`;

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
		.where(and(openAt(now), eq(stationOfOpen, stationId)))
		.orderBy(asc(sessions.createdAt), asc(sessions.id))
		.limit(limit);
	return rows.map(({ snapshot, customerName }) => ({ session: JSON.parse(snapshot) as SessionRecord, customerName }));
}
