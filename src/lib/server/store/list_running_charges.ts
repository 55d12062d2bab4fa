import { and, eq, sql } from 'drizzle-orm';
import { atStations, listedCharge, type ChargeStations, type ListedCharge } from './list_charge_holds.ts';
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

const oldestFirst: KeyOrder = { columns: [sql`${sessions.createdAt}`, sql`${sessions.id}`], direction: 'asc' };

/** Walks the open sessions alone: an index of all charging sessions holds the whole history. */
export const isRunning = sql`+kind = 'charge' and status = 'active'`;

/** A page of the sessions that charge at the stations, those first that have for longest. */
export async function listRunningCharges(
	db: Db,
	stations: ChargeStations,
	request: KeyedRequest,
): Promise<KeyedPage<RunningCharge>> {
	const { where, orderBy, limit } = keyedQuery(oldestFirst, request);
	const rows = await db
		.select({
			...listedCharge,
			stationId: sessions.stationId,
			state: sessions.state,
			newsAt: sql<number>`coalesce(json_extract(${sessions.snapshot}, '$.data.progress.newsAt'), ${sessions.updatedAt})`,
			stopAt: sql<number | null>`json_extract(${sessions.snapshot}, '$.data.stop.at')`,
		})
		.from(sessions)
		.innerJoin(customers, eq(customers.id, sessions.customerId))
		.where(and(isRunning, atStations(sessions.stationId, stations), where))
		.orderBy(...orderBy)
		.limit(limit);
	return keyedPage(rows, request, ({ startedAt, sessionId }) => [startedAt, sessionId]);
}
