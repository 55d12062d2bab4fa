import { and, eq, gte, lt, or, sql, type SQL } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { sessions } from './schema.ts';
import { chargeRecords } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** How a charging session can stand. */
export type ChargeStatus = 'active' | 'completed' | 'cancelled';

/** Which charging sessions of a rider a list is about. Instants are UTC milliseconds. */
export interface ChargeFilter {
	readonly customerId: string;
	/** Those that began from here on, and before there; null is open. */
	readonly fromMs: number | null;
	readonly untilMs: number | null;
	/** Those of one month; null for all. */
	readonly month: MonthSpan | null;
	readonly status: ChargeStatus | null;
	readonly stationId: string | null;
}

/** A month of the statistics: a sealed session belongs to the month of its record, any other one to that in which it began. */
export interface MonthSpan {
	/** `YYYY-MM` */
	readonly month: string;
	readonly fromMs: number;
	readonly untilMs: number;
}

/** A page of a rider's list, and how many rows are passed over before it. */
export interface ChargePageRequest extends KeyedRequest {
	readonly direction: KeyOrder['direction'];
	readonly offset?: number;
}

/** Two clocks of the world are never further apart, ms: a record's month was told by the clock of its own time. */
const zoneSpreadMs = 26 * 3_600_000;

/** The longest that a charger takes to begin once it was asked, ms. */
const startWaitMs = 3_600_000;

/**
 * A page of a rider's charging sessions by when they were asked for. It walks the index `sessions_charges` of this rider alone: a page
 * costs what it shows, an offset what it passes over, and a narrowed list what it leaves out.
 */
export async function listCharges(
	db: Db,
	filter: ChargeFilter,
	{ direction, offset = 0, ...page }: ChargePageRequest,
): Promise<KeyedPage<SessionRecord>> {
	const columns = [sql`${sessions.createdAt}`, sql`${sessions.id}`];
	const { where, orderBy, limit } = keyedQuery({ columns, direction }, page);
	const rows = await db
		.select({ snapshot: sessions.snapshot })
		.from(sessions)
		.where(and(isCharge, ...conditions(filter), where))
		.orderBy(...orderBy)
		.limit(limit)
		.offset(offset);
	const found = rows.map(({ snapshot }) => JSON.parse(snapshot) as SessionRecord);
	return keyedPage(found, page, ({ createdAt, id }) => [createdAt, id]);
}

/** Written out: an index of some rows serves only a query that says which. */
const isCharge = sql`${sessions.kind} = 'charge'`;
const isActive = sql`${sessions.status} = 'active'`;

function conditions({ customerId, fromMs, untilMs, month, status, stationId }: ChargeFilter): (SQL | undefined)[] {
	return [
		eq(sessions.customerId, customerId),
		fromMs === null ? undefined : begunSince(fromMs),
		untilMs === null ? undefined : begunBefore(untilMs),
		month ? inMonth(month) : undefined,
		status === 'active' ? isActive : status ? eq(sql`+${sessions.status}`, status) : undefined,
		stationId ? eq(sql`+${sessions.stationId}`, stationId) : undefined,
	];
}

/** When charging began: a session of a charger is older by the time that the charger took. */
const startedAt = sql`coalesce(json_extract(${sessions.snapshot}, '$.data.charge.startedAt'), ${sessions.createdAt})`;

/** Only at the edge of a range is a session opened to see when charging began. */
function begunSince(fromMs: number): SQL | undefined {
	return and(
		gte(sessions.createdAt, fromMs - startWaitMs),
		or(gte(sessions.createdAt, fromMs), sql`${startedAt} >= ${fromMs}`),
	);
}

function begunBefore(untilMs: number): SQL | undefined {
	return and(
		lt(sessions.createdAt, untilMs),
		or(lt(sessions.createdAt, untilMs - startWaitMs), sql`${startedAt} < ${untilMs}`),
	);
}

function inMonth({ month, fromMs, untilMs }: MonthSpan): SQL | undefined {
	const sealed = sql`(select ${chargeRecords.month} from ${chargeRecords} where ${chargeRecords.sessionId} = ${sessions.id} and ${chargeRecords.seq} = 1)`;
	const begun = sql`case when ${startedAt} >= ${fromMs} and ${startedAt} < ${untilMs} then ${month} end`;
	return and(
		gte(sessions.createdAt, fromMs - zoneSpreadMs),
		lt(sessions.createdAt, untilMs + zoneSpreadMs),
		sql`coalesce(${sealed}, ${begun}) = ${month}`,
	);
}
