import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { isActive } from './list_station_sessions.ts';
import { batteries, sessions } from './schema.ts';
import { stationReports } from './schema_machine.ts';
import { shifts } from './schema_people.ts';
import type { Db } from './store.ts';

/**
 * A text that differs once anything on a station's live view does: a report, a step of an open session, its end, the rack or a shift.
 * It reads a few rows by index, so that it may be asked every second.
 */
export async function stationVersion(db: Db, stationId: string, now: number): Promise<string> {
	const parts = await db.batch([
		db
			.select({ text: sql<string>`coalesce(max(${stationReports.seq}), 0)` })
			.from(stationReports)
			.where(eq(stationReports.stationId, stationId)),
		db
			.select({ text: marks(sql`sum(${sessions.version})`, sql`max(${sessions.updatedAt})`) })
			.from(sessions)
			.where(and(isActive, gt(sessions.expiresAt, now), eq(sessions.stationId, stationId))),
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
