import { and, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { sessions } from './schema.ts';
import type { Db } from './store.ts';

/** As the partial indexes have it: a bound value would not find them. */
const isActive = sql`status = 'active'`;

/** Sessions of a station, of some kinds, that can be resumed at `now`, newest first. */
export async function listOpenSessions(
	db: Db,
	{ stationId, kinds, now, limit }: { stationId: string; kinds: readonly string[]; now: number; limit: number },
): Promise<SessionRecord[]> {
	const rows = await db
		.select({ snapshot: sessions.snapshot })
		.from(sessions)
		.where(
			and(eq(sessions.stationId, stationId), inArray(sessions.kind, [...kinds]), isActive, gt(sessions.expiresAt, now)),
		)
		.orderBy(desc(sessions.updatedAt))
		.limit(limit);
	return rows.map((row) => JSON.parse(row.snapshot) as SessionRecord);
}

/** Ids of open sessions whose time is over at `now`. */
export async function listOverdueSessions(db: Db, now: number, limit: number): Promise<string[]> {
	const rows = await db
		.select({ id: sessions.id })
		.from(sessions)
		.where(and(isActive, lte(sessions.expiresAt, now)))
		.limit(limit);
	return rows.map((row) => row.id);
}
