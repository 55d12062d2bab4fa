import { and, eq, isNull, sql } from 'drizzle-orm';
import { readDispute, type StoredDispute } from './charge_dispute_rows.ts';
import { atStations, listedCharge, type ChargeStations, type ListedCharge } from './list_charge_holds.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { customers, sessions } from './schema.ts';
import { chargeDisputes } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** A session with which its rider says something is wrong. */
export interface DisputedCharge extends ListedCharge {
	readonly dispute: StoredDispute;
}

const oldestFirst: KeyOrder = {
	columns: [sql`${chargeDisputes.at}`, sql`${chargeDisputes.id}`],
	direction: 'asc',
};

/** A page of the disputes at the stations that wait for an answer, oldest first. */
export async function listChargeDisputes(
	db: Db,
	stations: ChargeStations,
	request: KeyedRequest,
): Promise<KeyedPage<DisputedCharge>> {
	const { where, orderBy, limit } = keyedQuery(oldestFirst, request);
	const found = await db
		.select({ ...listedCharge, dispute: chargeDisputes })
		.from(chargeDisputes)
		.innerJoin(sessions, eq(sessions.id, chargeDisputes.sessionId))
		.innerJoin(customers, eq(customers.id, chargeDisputes.customerId))
		.where(and(isNull(chargeDisputes.answeredAt), atStations(chargeDisputes.stationId, stations), where))
		.orderBy(...orderBy)
		.limit(limit);
	const rows = found.map(({ dispute, ...row }) => ({ ...row, dispute: readDispute(dispute) }));
	return keyedPage(rows, request, ({ dispute }) => [dispute.at, dispute.id]);
}
