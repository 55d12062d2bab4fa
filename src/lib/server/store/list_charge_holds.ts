import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { readHold, type DecidedHold } from './charge_decision_rows.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { customers, sessions } from './schema.ts';
import { chargeHolds } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** Stations whose charging is meant; `*` for all of them. */
export type ChargeStations = '*' | readonly string[];

/** A session as lists for managers name it: by its own figures. Energy Wh, money minor units, instants UTC milliseconds. */
export interface ListedCharge {
	readonly sessionId: string;
	readonly status: string;
	readonly customerName: string;
	readonly customerPhone: string;
	/** `<station>/<connector>`. */
	readonly connectorKey: string | null;
	readonly energyWh: number;
	readonly amountMinor: number;
	readonly currency: string | null;
	readonly startedAt: number;
}

/** A session that waits for a decision. */
export interface HeldCharge extends ListedCharge {
	readonly hold: DecidedHold;
}

const measuredWh = sql`coalesce(json_extract(${sessions.snapshot}, '$.data.progress.energyWh'), 0)`;
const priceMinorPerKwh = sql`coalesce(json_extract(${sessions.snapshot}, '$.data.charge.tariff.priceMinorPerKwh'), 0)`;

/** The columns of a session in such a list: what it measured and would cost, sold or not; see `charging/figures.ts`. */
export const listedCharge = {
	sessionId: sessions.id,
	status: sessions.status,
	customerName: customers.name,
	customerPhone: customers.phone,
	connectorKey: sessions.connectorKey,
	energyWh: sql<number>`${measuredWh}`,
	amountMinor: sql<number>`(${measuredWh} * ${priceMinorPerKwh} + 500) / 1000`,
	currency: sessions.currency,
	startedAt: sessions.createdAt,
};

const oldestFirst: KeyOrder = {
	columns: [sql`${chargeHolds.openedAt}`, sql`${chargeHolds.id}`],
	direction: 'asc',
};

/** A page of the sessions that are held at the stations, those first that have waited longest. */
export async function listChargeHolds(
	db: Db,
	stations: ChargeStations,
	request: KeyedRequest,
): Promise<KeyedPage<HeldCharge>> {
	const { where, orderBy, limit } = keyedQuery(oldestFirst, request);
	const found = await db
		.select({ ...listedCharge, hold: chargeHolds })
		.from(chargeHolds)
		.innerJoin(sessions, eq(sessions.id, chargeHolds.sessionId))
		.innerJoin(customers, eq(customers.id, chargeHolds.customerId))
		.where(and(isNull(chargeHolds.decidedAt), atStations(chargeHolds.stationId, stations), where))
		.orderBy(...orderBy)
		.limit(limit);
	const rows = found.map(({ hold, ...row }) => ({ ...row, hold: readHold(hold) }));
	return keyedPage(rows, request, ({ hold }) => [hold.openedAt, hold.id]);
}

/** The condition that a row is of one of the stations. */
export function atStations(column: SQLiteColumn | SQL, stations: ChargeStations): SQL | undefined {
	return stations === '*' ? undefined : inArray(sql`${column}`, [...stations]);
}
