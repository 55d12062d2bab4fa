import { and, eq, sql, type SQL } from 'drizzle-orm';
import { atStations, listedCharge, type ChargeStations, type ListedCharge } from './list_charge_holds.ts';
import { stationOfOpen } from './list_station_sessions.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { customers, sessions } from './schema.ts';
import type { Db } from './store.ts';

/** A charging session that goes on. Instants UTC milliseconds. */
export interface RunningCharge extends ListedCharge {
	readonly stationId: string | null;
	/** `asked`, `waiting` or `charging`. */
	readonly state: string;
	/** When something was last told of it. */
	readonly newsAt: number;
	/** Since when its charger is asked to stop; null where it is not. */
	readonly stopAt: number | null;
}

/** Not by the index of all sessions, in which those that are open stand last. */
const oldestFirst: KeyOrder = { columns: [sql`+${sessions.createdAt}`, sql`${sessions.id}`], direction: 'asc' };

/** The sessions that charge at the stations. Walks the open sessions alone: indexes of a station, or of all that charged, hold the whole history. */
export function runningAt(stations: ChargeStations): SQL | undefined {
	const open = sql`${sessions.status} = 'active' and ${sessions.expiresAt} > 0`;
	return and(open, sql`+${sessions.kind} = 'charge'`, atStations(stationOfOpen, stations));
}

/** A page of the sessions that charge at the stations, those first that have for longest. */
export async function listRunningCharges(
	db: Db,
	stations: ChargeStations,
	request: KeyedRequest,
): Promise<KeyedPage<RunningCharge>> {
	const rows = await runningQuery(db, stations, request);
	return keyedPage(rows, request, ({ startedAt, sessionId }) => [startedAt, sessionId]);
}

/** The query of `listRunningCharges`. */
export function runningQuery(db: Db, stations: ChargeStations, request: KeyedRequest) {
	const { where, orderBy, limit } = keyedQuery(oldestFirst, request);
	return db
		.select({
			...listedCharge,
			stationId: sessions.stationId,
			state: sessions.state,
			newsAt: sql<number>`coalesce(json_extract(${sessions.snapshot}, '$.data.progress.newsAt'), ${sessions.updatedAt})`,
			stopAt: sql<number | null>`json_extract(${sessions.snapshot}, '$.data.stop.at')`,
		})
		.from(sessions)
		.innerJoin(customers, eq(customers.id, sessions.customerId))
		.where(and(runningAt(stations), where))
		.orderBy(...orderBy)
		.limit(limit);
}
