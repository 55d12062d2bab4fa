import { and, eq, gte, inArray, isNull, like, lt, or, sql, type SQL } from 'drizzle-orm';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { audit } from './schema_machine.ts';
import { users } from './schema_people.ts';
import type { StationSpan } from './session_list_filter.ts';
import type { Db } from './store.ts';

/** Something that was refused, or that gave an alert. */
export interface AuditedRefusal {
	readonly id: string;
	/** UTC milliseconds. */
	readonly at: number;
	/** Who it was proven to be from; `unknown` where nobody was. */
	readonly actorId: string;
	/** Null if the actor has no account. */
	readonly actorName: string | null;
	readonly action: string;
	readonly subject: string;
	readonly stationId: string | null;
	/** Address or client id. */
	readonly origin: string;
	readonly detail: unknown;
}

/** Which refusals a list is about. */
export interface RefusalFilter {
	/** Stations with their days, as sessions have them. */
	readonly spans: readonly StationSpan[];
	/** Id of an actor, or part of a name or an e-mail address; null for everybody. */
	readonly person: string | null;
}

/** Actions that refuse or alert, by their names. */
const refusingActions = ['%refused%', '%alert%', '%limited%'] as const;

const newestFirst: KeyOrder = { columns: [sql`${audit.at}`, sql`${audit.id}`], direction: 'desc' };

/** A page of the refusals and alerts that the filter covers, newest first. */
export async function listRefusals(
	db: Db,
	filter: RefusalFilter,
	request: KeyedRequest,
): Promise<KeyedPage<AuditedRefusal>> {
	const { where, orderBy, limit } = keyedQuery(newestFirst, request);
	const found = await db
		.select({
			id: audit.id,
			at: audit.at,
			actorId: audit.actorId,
			actorName: users.name,
			action: audit.action,
			subject: audit.subject,
			stationId: audit.stationId,
			origin: audit.origin,
			detailJson: audit.detailJson,
		})
		.from(audit)
		.leftJoin(users, eq(users.id, audit.actorId))
		.where(and(bounds(filter.spans), covered(filter.spans), refusing, ofPerson(filter.person), where))
		.orderBy(...orderBy)
		.limit(limit);
	const rows = found.map(({ detailJson, ...row }) => ({ ...row, detail: JSON.parse(detailJson) as unknown }));
	return keyedPage(rows, request, ({ at, id }) => [at, id]);
}

const refusing = or(...refusingActions.map((pattern) => like(audit.action, pattern)));

/** The days of all spans at once: one range of the index of time. */
function bounds(spans: readonly StationSpan[]): SQL | undefined {
	if (spans.length === 0) return sql`0`;
	return and(
		gte(audit.at, Math.min(...spans.map(({ fromMs }) => fromMs))),
		lt(audit.at, Math.max(...spans.map(({ untilMs }) => untilMs))),
	);
}

function covered(spans: readonly StationSpan[]): SQL | undefined {
	return or(
		...spans.map(({ stationIds, fromMs, untilMs }) => {
			const named = stationIds.filter((id) => id !== null);
			const place = or(
				inArray(audit.stationId, named),
				stationIds.includes(null) ? isNull(audit.stationId) : undefined,
			);
			return and(place, gte(audit.at, fromMs), lt(audit.at, untilMs));
		}),
	);
}

function ofPerson(person: string | null): SQL | undefined {
	if (person === null) return undefined;
	const pattern = `%${person.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
	return or(
		eq(audit.actorId, person),
		sql`${like(users.name, pattern)} escape '\\'`,
		sql`${like(users.email, pattern)} escape '\\'`,
	);
}
