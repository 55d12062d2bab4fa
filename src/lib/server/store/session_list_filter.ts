import { and, eq, gte, inArray, isNull, like, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { sessions } from './schema.ts';

/** Sessions of some stations that began in [fromMs, untilMs); `null` stands for those of no station. */
export interface StationSpan {
	readonly stationIds: readonly (string | null)[];
	readonly fromMs: number;
	readonly untilMs: number;
}

/** Which sessions a list, its totals and its export are about: always the same ones. */
export interface SessionFilter {
	/** A session counts if one of these covers it; without any, none does. */
	readonly spans: readonly StationSpan[];
	/** The customers whose sessions these are; null for all. */
	readonly customerIds: readonly string[] | null;
	readonly status: SessionRecord['status'] | null;
	/** Part of the customer's name, the session's or the plan's id or the attendant's name, in any case of ASCII letters. */
	readonly text: string | null;
	/** The present: what began later is left out, and an open session whose time is over is expired. */
	readonly asOfMs: number;
}

/** The condition that holds for what the filter covers. */
export function matching(filter: SessionFilter): SQL | undefined {
	return and(or(sql`0`, ...filter.spans.map(within)), matchingAnywhere(filter));
}

/** The condition without stations and times, for a reader that walks span after span. */
export function matchingAnywhere(filter: SessionFilter): SQL | undefined {
	const { customerIds, status, asOfMs } = filter;
	return and(
		lte(sessions.createdAt, asOfMs),
		customerIds ? inArray(sessions.customerId, [...customerIds]) : undefined,
		status ? eq(statusAt(asOfMs), status) : undefined,
		filter.text === null ? undefined : containing(filter.text),
	);
}

/** A session's status at an instant. The clock ends a session, whether or not a sweep has written it down. */
export function statusAt(asOfMs: number): SQL<SessionRecord['status']> {
	return sql`case when ${sessions.status} = 'active' and ${sessions.expiresAt} <= ${asOfMs} then 'expired' else ${sessions.status} end`;
}

/** When a session ended, null while it is open. One that expired ended when its time was over, not when that was noticed. */
export function endedAtOf(asOfMs: number): SQL<number | null> {
	return sql`case ${statusAt(asOfMs)} when 'active' then null when 'expired' then ${sessions.expiresAt} else ${sessions.endedAt} end`;
}

function within({ stationIds, fromMs, untilMs }: StationSpan): SQL | undefined {
	const named = stationIds.filter((id) => id !== null);
	return and(
		or(inArray(sessions.stationId, named), stationIds.includes(null) ? isNull(sessions.stationId) : undefined),
		gte(sessions.createdAt, fromMs),
		lt(sessions.createdAt, untilMs),
	);
}

function containing(text: string): SQL | undefined {
	const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
	const columns = [sessions.customerName, sessions.id, sessions.planId, sessions.actorName];
	return or(...columns.map((column) => sql`${like(column, pattern)} escape '\\'`));
}
