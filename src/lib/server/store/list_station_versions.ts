import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { openAt, stationOfOpen } from './list_station_sessions.ts';
import { batteries, sessions } from './schema.ts';
import { stationReports } from './schema_machine.ts';
import { shifts } from './schema_people.ts';
import type { Db } from './store.ts';

/** How many of the sessions that began last are looked at, so that one is noticed that began and ended unseen. */
const recentSessions = 20;

/**
 * A text that differs once anything on a station's live view does: a report, a step or the end of a session, the rack or a shift.
 * It reads a few rows by index, so that it may be asked every second.
 */
export async function stationVersion(db: Db, stationId: string, now: number): Promise<string> {
	const recent = db
		.select({ version: sessions.version, updatedAt: sessions.updatedAt })
		.from(sessions)
		.where(eq(sessions.stationId, stationId))
		.orderBy(desc(sessions.createdAt))
		.limit(recentSessions)
		.as('recent');
	const parts = await db.batch([
		db
			.select({ text: sql<string>`coalesce(max(${stationReports.seq}), 0)` })
			.from(stationReports)
			.where(eq(stationReports.stationId, stationId)),
		db
			.select({ text: marks(sql`sum(${sessions.version})`, sql`max(${sessions.updatedAt})`) })
			.from(sessions)
			.where(and(openAt(now), eq(stationOfOpen, stationId))),
		db.select({ text: marks(sql`sum(version)`, sql`max(updated_at)`) }).from(recent),
		db
			.select({ text: marks(sql`sum(${batteries.seq})`, sql`sum(${batteries.energyWh})`) })
			.from(batteries)
			.where(and(eq(batteries.holderKind, 'station'), eq(batteries.holderId, stationId))),
		db
			.select({ text: marks(sql`max(${shifts.startedAt})`, sql`count(*)`) })
			.from(shifts)
			.where(and(isNull(shifts.endedAt), eq(shifts.stationId, stationId))),
	]);
	return parts.map(([part]) => part?.text ?? '').join('.');
}

function marks(first: ReturnType<typeof sql>, second: ReturnType<typeof sql>) {
	return sql<string>`count(*) || '-' || coalesce(${first}, 0) || '-' || coalesce(${second}, 0)`;
}
