import { and, eq, isNull } from 'drizzle-orm';
import { shifts, stations, users } from './schema_people.ts';
import type { Db } from './store.ts';

/** The station of a person's open shift, else the only one they may work at; null for anybody else. */
export async function stationOfAttendant(db: Db, personId: string): Promise<string | null> {
	const rows = await db
		.select({ stationId: shifts.stationId, stationsJson: users.stationsJson })
		.from(users)
		.leftJoin(shifts, and(eq(shifts.userId, users.id), isNull(shifts.endedAt)))
		.where(eq(users.id, personId))
		.limit(1);
	const row = rows[0];
	if (!row) return null;
	const listed = JSON.parse(row.stationsJson) as string[];
	const only = listed.length === 1 && listed[0] !== '*' ? (listed[0] ?? null) : null;
	return row.stationId ?? only;
}

/** True if there is a station of that id: a battery that is put elsewhere is found by nobody. */
export async function stationExists(db: Db, id: string): Promise<boolean> {
	const rows = await db.select({ id: stations.id }).from(stations).where(eq(stations.id, id)).limit(1);
	return rows.length > 0;
}
