import { asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { openAt, stationOfOpen } from './list_station_sessions.ts';
import { batteries, sessions } from './schema.ts';
import { shifts, stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** A station and what goes on there. */
export interface StationOverview {
	readonly id: string;
	readonly name: string;
	/** IANA name. */
	readonly timeZone: string;
	readonly openSessions: number;
	/** Batteries in the rack. */
	readonly batteries: number;
	/** People in a shift. */
	readonly onShift: number;
	/** When a session last moved or a report came in, UTC ms; null if never. */
	readonly lastActivityAt: number | null;
}

/** How many of the sessions that began last are looked at for the last activity. */
const recentSessions = 50;

/** The stations of a list of ids, or all of them, by name, with what goes on there at `now`. */
export async function listStationOverview(
	db: Db,
	ids: '*' | readonly string[],
	now: number,
): Promise<StationOverview[]> {
	const [places, open, racks, working] = await db.batch([
		db
			.select({ id: stations.id, name: stations.name, timeZone: stations.timeZone, lastActivityAt })
			.from(stations)
			.where(ids === '*' ? undefined : inArray(stations.id, [...ids]))
			.orderBy(asc(stations.name), asc(stations.id)),
		db
			.select({ id: stationOfOpen, count: sql<number>`count(*)` })
			.from(sessions)
			.where(openAt(now))
			.groupBy(stationOfOpen),
		db
			.select({ id: batteries.holderId, count: sql<number>`count(*)` })
			.from(batteries)
			.where(eq(batteries.holderKind, 'station'))
			.groupBy(batteries.holderId),
		db
			.select({ id: shifts.stationId, count: sql<number>`count(*)` })
			.from(shifts)
			.where(isNull(shifts.endedAt))
			.groupBy(shifts.stationId),
	]);
	const countOf = (rows: readonly { id: string | null; count: number }[], id: string) =>
		rows.find((row) => row.id === id)?.count ?? 0;
	return places.map((place) => ({
		...place,
		openSessions: countOf(open, place.id),
		batteries: countOf(racks, place.id),
		onShift: countOf(working, place.id),
	}));
}

/** The station of the outer query: alone, `id` would be that of the inner one's table. */
const outerId = sql.raw('stations.id');

/** One look into an index for the last report, and a bounded one for the sessions. */
const lastActivityAt = sql<number | null>`nullif(max(
	coalesce((select at from station_reports where station_id = ${outerId} order by seq desc limit 1), 0),
	coalesce((select max(updated_at) from (select updated_at from sessions where station_id = ${outerId}
		order by created_at desc limit ${sql.raw(String(recentSessions))})), 0)
), 0)`;
