import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { atStations, type ChargeStations } from './list_charge_holds.ts';
import { isUnhandled } from './list_charger_transactions.ts';
import { runningAt } from './list_running_charges.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { sessions } from './schema.ts';
import { chargeDisputes, chargeHolds } from './schema_charge_records.ts';
import { chargers, chargerTransactions, connectors } from './schema_charging.ts';
import type { Db } from './store.ts';

/** A charger with how its connectors stand; null for what it never told. Power W, instants UTC milliseconds. */
export interface ListedCharger {
	readonly id: string;
	readonly stationId: string;
	readonly hasSecret: boolean;
	readonly vendor: string | null;
	readonly model: string | null;
	readonly firmware: string | null;
	readonly protocol: string | null;
	readonly connectedAt: number | null;
	readonly disconnectedAt: number | null;
	readonly seenAt: number | null;
	readonly connectors: readonly ListedConnector[];
}

/** A connector, as its charger told of it last. */
export interface ListedConnector {
	readonly id: string;
	readonly status: string;
	readonly statusAt: number | null;
	readonly errorCode: string | null;
	readonly ratedPowerW: number | null;
}

/** What there is to see to at the stations. */
export type ChargingCounts = Readonly<Record<'held' | 'running' | 'disputes' | 'transactions' | 'chargers', number>>;

const byId: KeyOrder = { columns: [sql`${chargers.id}`], direction: 'asc' };

/** A page of the chargers at the stations, by their identity. */
export async function listChargers(
	db: Db,
	stations: ChargeStations,
	request: KeyedRequest,
): Promise<KeyedPage<ListedCharger>> {
	const { where, orderBy, limit } = keyedQuery(byId, request);
	const found = await db
		.select({
			id: chargers.id,
			stationId: chargers.stationId,
			secretHash: chargers.secretHash,
			vendor: chargers.vendor,
			model: chargers.model,
			firmware: chargers.firmware,
			protocol: chargers.protocol,
			connectedAt: chargers.connectedAt,
			disconnectedAt: chargers.disconnectedAt,
			seenAt: chargers.seenAt,
		})
		.from(chargers)
		.where(and(atStations(chargers.stationId, stations), where))
		.orderBy(...orderBy)
		.limit(limit);
	const outlets = await connectorsOf(
		db,
		found.map(({ id }) => id),
	);
	const rows = found.map(({ secretHash, ...row }) => ({
		...row,
		hasSecret: secretHash !== null,
		connectors: outlets.filter(({ chargerId }) => chargerId === row.id).map(({ connector }) => connector),
	}));
	return keyedPage(rows, request, ({ id }) => [id]);
}

async function connectorsOf(db: Db, chargerIds: readonly string[]) {
	return db
		.select({
			chargerId: connectors.chargerId,
			connector: {
				id: connectors.id,
				status: connectors.status,
				statusAt: connectors.statusAt,
				errorCode: connectors.errorCode,
				ratedPowerW: connectors.ratedPowerW,
			},
		})
		.from(connectors)
		.where(inArray(connectors.chargerId, [...chargerIds]))
		.orderBy(asc(connectors.position), asc(connectors.id));
}

/** How much waits for somebody at the stations, and how many chargers they have. */
export async function countCharging(db: Db, stations: ChargeStations): Promise<ChargingCounts> {
	const count = { count: sql<number>`count(*)` };
	const [[held], [running], [disputes], [transactions], [all]] = await db.batch([
		db
			.select(count)
			.from(chargeHolds)
			.where(and(isNull(chargeHolds.decidedAt), atStations(chargeHolds.stationId, stations))),
		db.select(count).from(sessions).where(runningAt(stations)),
		db
			.select(count)
			.from(chargeDisputes)
			.where(and(isNull(chargeDisputes.answeredAt), atStations(chargeDisputes.stationId, stations))),
		db
			.select(count)
			.from(chargerTransactions)
			.innerJoin(chargers, eq(chargers.id, chargerTransactions.chargerId))
			.where(and(isUnhandled, atStations(chargers.stationId, stations))),
		db.select(count).from(chargers).where(atStations(chargers.stationId, stations)),
	]);
	return {
		held: held?.count ?? 0,
		running: running?.count ?? 0,
		disputes: disputes?.count ?? 0,
		transactions: transactions?.count ?? 0,
		chargers: all?.count ?? 0,
	};
}
