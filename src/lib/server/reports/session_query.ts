import * as v from 'valibot';
import { isLocalDate } from '#lib/kernel/time_zone.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import type { PageRequest } from '#lib/server/store/list_sessions.ts';
import { sessionSorts, type SessionSort } from '#lib/server/store/session_list_columns.ts';
import type { SessionFilter } from '#lib/server/store/session_list_filter.ts';
import type { FilterIssueCode, FilterIssues } from './filter_issue.ts';
import { readSessionKey } from './session_key.ts';
import type { ReportScope } from './report_reach.ts';
import { lastDays, spansOf, type DateRange } from './session_spans.ts';

/** The fields of the filter form and of the address, as text; an empty one asks for nothing. */
export const queryFields = ['from', 'to', 'status', 'station', 'q', 'sort', 'dir', 'after', 'before'] as const;

export type QueryFields = Record<(typeof queryFields)[number], string>;

/** Why fields were not taken. */
export type QueryErrors = FilterIssues<keyof QueryFields>;

/** What an address asks for, understood. */
export interface SessionQuery {
	readonly filter: SessionFilter;
	readonly range: DateRange;
	readonly stationId: string | null;
	readonly page: Omit<PageRequest, 'limit'>;
}

/** The fields as given, with the default days filled in, and what they ask for; null if a field is wrong. */
export interface ParsedQuery {
	readonly fields: QueryFields;
	readonly errors: QueryErrors;
	readonly query: SessionQuery | null;
}

/** How a session can stand. */
const sessionStatuses = ['active', 'completed', 'cancelled', 'no_show', 'expired'] as const;

/** Days of a report that asks for none. */
const defaultDays = 7;

const text = safeText(100);

/** Reads the filter of a session report from an address. Nothing that is wrong is ignored, and what is given is kept. */
export function parseSessionQuery(params: URLSearchParams, scope: ReportScope, now: number): ParsedQuery {
	const given = Object.fromEntries(queryFields.map((name) => [name, params.get(name) ?? ''])) as QueryFields;
	const defaults = lastDays(narrow(scope, given.station), defaultDays, now);
	const fields = { ...given, from: given.from || defaults.from, to: given.to || defaults.to };
	const errors = errorsOf(fields, scope);
	if (Object.keys(errors).length > 0) return { fields, errors, query: null };
	const range = { from: fields.from, to: fields.to };
	const status = sessionStatuses.find((name) => name === fields.status) ?? null;
	const query: SessionQuery = {
		filter: {
			spans: spansOf(narrow(scope, fields.station), range),
			customerIds: scope.customerIds,
			status,
			text: fields.q.trim() || null,
			asOfMs: now,
		},
		range,
		stationId: fields.station || null,
		page: {
			sort: sortOf(fields),
			direction: fields.dir === 'asc' ? 'asc' : 'desc',
			after: readSessionKey(fields.after, sortOf(fields)) ?? undefined,
			before: readSessionKey(fields.before, sortOf(fields)) ?? undefined,
		},
	};
	return { fields, errors, query };
}

function sortOf({ sort }: QueryFields): SessionSort {
	return sessionSorts.find((name) => name === sort) ?? 'created';
}

/** The scope of one station where one is chosen; of one that is not there, nothing. */
function narrow(scope: ReportScope, stationId: string): ReportScope {
	if (!stationId) return scope;
	return { ...scope, stations: scope.stations.filter(({ id }) => id === stationId), withoutStation: false };
}

function errorsOf(fields: QueryFields, scope: ReportScope): QueryErrors {
	const { from, to, status, station, q, sort, dir, after, before } = fields;
	const isOneOf = (value: string, values: readonly string[]) => value === '' || values.includes(value);
	const checks: [keyof QueryFields, boolean, FilterIssueCode][] = [
		['from', isLocalDate(from), 'not_a_day'],
		['to', isLocalDate(to), 'not_a_day'],
		['to', from <= to || !isLocalDate(from), 'ends_before_start'],
		['status', isOneOf(status, sessionStatuses), 'not_a_status'],
		[
			'station',
			isOneOf(
				station,
				scope.stations.map(({ id }) => id),
			),
			'not_your_station',
		],
		['q', q.trim() === '' || v.is(text, q), 'unusable_text'],
		['sort', isOneOf(sort, sessionSorts), 'not_a_sort'],
		['dir', isOneOf(dir, ['asc', 'desc']), 'not_a_direction'],
		['after', after === '' || (before === '' && readSessionKey(after, sortOf(fields)) !== null), 'broken_page_link'],
		['before', before === '' || readSessionKey(before, sortOf(fields)) !== null, 'broken_page_link'],
	];
	const failed = checks.filter(([, holds]) => !holds).reverse();
	return Object.fromEntries(failed.map(([name, , code]) => [name, { code, value: fields[name] }]));
}
