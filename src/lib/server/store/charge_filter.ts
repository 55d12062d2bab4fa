import { and, eq, gte, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { sessions } from './schema.ts';
import { chargeHolds, chargeRecords } from './schema_charge_records.ts';

/** How a charging session can stand; `held` ones have ended and count nothing until a manager has decided. */
export type ChargeStatus = 'active' | 'completed' | 'cancelled' | 'held';

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

/** Two clocks of the world are never further apart, ms: a record's month was told by the clock of its own time. */
const zoneSpreadMs = 26 * 3_600_000;

/** The longest that a charger takes to begin once it was asked, ms. */
const startWaitMs = 3_600_000;

/** Written out: an index of some rows serves only a query that says which. */
export const isCharge = sql`${sessions.kind} = 'charge'`;
const isActive = sql`${sessions.status} = 'active'`;

/** A session that waits for a manager, and of which no record was written yet. */
export const isHeld = and(
	isNull(sessions.energyWh),
	sql`exists (select 1 from ${chargeHolds} where ${chargeHolds.sessionId} = ${sessions.id} and ${chargeHolds.decidedAt} is null)`,
);

/** What a session has to be to stand in a list. */
export function chargeConditions(filter: ChargeFilter): (SQL | undefined)[] {
	const { customerId, fromMs, untilMs, month, status, stationId } = filter;
	return [
		isCharge,
		eq(sessions.customerId, customerId),
		fromMs === null ? undefined : begunSince(fromMs),
		untilMs === null ? undefined : begunBefore(untilMs),
		month ? inMonth(month) : undefined,
		status === null ? undefined : inStatus(status),
		stationId ? eq(sql`+${sessions.stationId}`, stationId) : undefined,
	];
}

function inStatus(status: ChargeStatus): SQL | undefined {
	if (status === 'active') return isActive;
	return status === 'held' ? isHeld : eq(sql`+${sessions.status}`, status);
}

/** When charging began: a session of a charger is older by the time that the charger took. */
export const startedAt = sql`coalesce(json_extract(${sessions.snapshot}, '$.data.charge.startedAt'), ${sessions.createdAt})`;

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
		or(
			// Far from both ends it is that month on every clock: no record need be asked.
			and(gte(sessions.createdAt, fromMs + zoneSpreadMs), lt(sessions.createdAt, untilMs - zoneSpreadMs - startWaitMs)),
			sql`coalesce(${sealed}, ${begun}) = ${month}`,
		),
	);
}
