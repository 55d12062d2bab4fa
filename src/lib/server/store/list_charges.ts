import { and, sql, type SQL } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { chargeConditions, type ChargeFilter } from './charge_filter.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { sessions } from './schema.ts';
import type { Db } from './store.ts';

/** What a list is in the order of: when sessions were asked for, or the energy or money that they were sold for; of equals, their ids. */
export type ChargeSort = 'start' | 'energy' | 'cost';

/** A page of a rider's list, and how many rows are passed over before it. A key is good for the sort of its page alone. */
export interface ChargePageRequest extends KeyedRequest {
	/** `start` unless given. */
	readonly sort?: ChargeSort;
	readonly direction: KeyOrder['direction'];
	readonly offset?: number;
}

/** A charging session with what its records come to, Wh and minor units; `sold` is null where none was written. */
export interface ListedCharge {
	readonly session: SessionRecord;
	readonly sold: { readonly energyWh: number; readonly costMinor: number } | null;
}

/** Each as an index of a rider's charging sessions has it: what was not sold is nothing. */
const sortColumns: Readonly<Record<ChargeSort, SQL>> = {
	start: sql`${sessions.createdAt}`,
	energy: sql`coalesce(${sessions.energyWh}, 0)`,
	cost: sql`${sessions.amountMinor}`,
};

/**
 * A page of a rider's charging sessions. Each sort walks an index of this rider alone (`sessions_charges`, `…_energy`, `…_cost`): a page
 * costs what it shows, an offset what it passes over, and a list narrowed by state or station what it leaves out. Narrowed in time, the
 * list by start still walks its index; by energy or cost it reads and sorts all sessions of that time for every page. Amounts of several
 * currencies are compared as the minor units that they are.
 */
export async function listCharges(
	db: Db,
	filter: ChargeFilter,
	request: ChargePageRequest,
): Promise<KeyedPage<ListedCharge>> {
	const rows = await chargeQuery(db, filter, request);
	const page = keyedPage(rows, request, ({ key, id }) => [key, id]);
	return {
		...page,
		rows: page.rows.map(({ snapshot, energyWh, amountMinor }) => ({
			session: JSON.parse(snapshot) as SessionRecord,
			sold: energyWh === null ? null : { energyWh, costMinor: amountMinor },
		})),
	};
}

/** The query of a page. */
export function chargeQuery(
	db: Db,
	filter: ChargeFilter,
	{ sort = 'start', direction, offset = 0, ...page }: ChargePageRequest,
) {
	const isInTime = filter.fromMs !== null || filter.untilMs !== null || filter.month !== null;
	// A plus sign keeps an order's index out: a part of the history is found by its time.
	const key = sort !== 'start' && isInTime ? sql`+${sortColumns[sort]}` : sortColumns[sort];
	const { where, orderBy, limit } = keyedQuery({ columns: [key, sql`${sessions.id}`], direction }, page);
	const { id, snapshot, energyWh, amountMinor } = sessions;
	return db
		.select({ id, snapshot, energyWh, amountMinor, key: key.mapWith(Number) })
		.from(sessions)
		.where(and(...chargeConditions(filter), where))
		.orderBy(...orderBy)
		.limit(limit)
		.offset(offset);
}
