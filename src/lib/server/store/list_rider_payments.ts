import { and, eq, sql } from 'drizzle-orm';
import { moneyBalances } from '#lib/ledger/balances.ts';
import type { MoneyBucket, MoneyMove } from '#lib/ledger/moves.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest } from './page_by_key.ts';
import { moneyEntries, payments } from './schema.ts';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** A payment for a plan, as whoever paid reads it. Amounts are minor units of its currency. */
export interface RiderPayment {
	readonly id: string;
	/** UTC milliseconds. */
	readonly at: number;
	readonly method: string;
	readonly reference: string;
	readonly paymentType: string;
	readonly amountMinor: number;
	readonly currency: string;
	/** What the money is for now. */
	readonly balances: Readonly<Record<MoneyBucket, number>>;
	/** The station's zone (IANA name); null where it was paid at none. */
	readonly timeZone: string | null;
}

const balances = sql`(
	select json_group_array(json_object('bucket', ${moneyEntries.bucket}, 'amountMinor', ${moneyEntries.amountMinor}))
	from ${moneyEntries} where ${moneyEntries.paymentId} = ${payments.id})`.mapWith((json: string) =>
	moneyBalances(JSON.parse(json) as Pick<MoneyMove, 'bucket' | 'amountMinor'>[]),
);

/** A page of the payments for a plan, the newest first. */
export async function listRiderPayments(
	db: Db,
	planId: string,
	request: KeyedRequest,
): Promise<KeyedPage<RiderPayment>> {
	const order = { columns: [sql`${payments.at}`, sql`${payments.id}`], direction: 'desc' as const };
	const { where, orderBy, limit } = keyedQuery(order, request);
	const { id, at, method, reference, paymentType, amountMinor, currency } = payments;
	const rows = await db
		.select({
			...{ id, at, method, reference, paymentType, amountMinor, currency },
			balances,
			timeZone: stations.timeZone,
		})
		.from(payments)
		.leftJoin(stations, eq(stations.id, payments.stationId))
		.where(and(eq(payments.planId, planId), where))
		.orderBy(...orderBy)
		.limit(limit);
	return keyedPage(rows, request, (row) => [row.at, row.id]);
}
