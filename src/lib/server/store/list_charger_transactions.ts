import { and, eq, sql } from 'drizzle-orm';
import { atStations, type ChargeStations } from './list_charge_holds.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { chargers, chargerTransactions } from './schema_charging.ts';
import type { Db } from './store.ts';

/** A transaction that a charger told of and no session could be made of. Registers Wh, instants UTC milliseconds; null for what was not told. */
export interface OrphanTransaction {
	readonly id: number;
	readonly chargerId: string;
	readonly stationId: string;
	readonly evseId: number;
	readonly idTag: string | null;
	readonly startRegisterWh: number | null;
	readonly startedAt: number | null;
	readonly stopRegisterWh: number | null;
	readonly stoppedAt: number | null;
	readonly stopReason: string | null;
	readonly problem: string;
}

const oldestFirst: KeyOrder = { columns: [sql`${chargerTransactions.id}`], direction: 'asc' };

/** A page of such transactions that nobody has seen to, oldest first. */
export async function listOrphanTransactions(
	db: Db,
	stations: ChargeStations,
	request: KeyedRequest,
): Promise<KeyedPage<OrphanTransaction>> {
	const { where, orderBy, limit } = keyedQuery(oldestFirst, request);
	const rows = await db
		.select({
			id: chargerTransactions.id,
			chargerId: chargers.id,
			stationId: chargers.stationId,
			evseId: chargerTransactions.evseId,
			idTag: chargerTransactions.idTag,
			startRegisterWh: chargerTransactions.startRegisterWh,
			startedAt: chargerTransactions.startedAt,
			stopRegisterWh: chargerTransactions.stopRegisterWh,
			stoppedAt: chargerTransactions.stoppedAt,
			stopReason: chargerTransactions.stopReason,
			problem: sql<string>`${chargerTransactions.problem}`,
		})
		.from(chargerTransactions)
		.innerJoin(chargers, eq(chargers.id, chargerTransactions.chargerId))
		.where(and(isUnhandled, atStations(chargers.stationId, stations), where))
		.orderBy(...orderBy)
		.limit(limit);
	return keyedPage(rows, request, ({ id }) => [id]);
}

/** In the words of the index of what waits for a person. */
export const isUnhandled = sql`problem is not null and handled_at is null`;
