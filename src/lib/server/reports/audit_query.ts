import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { isLocalDate } from '#lib/kernel/time_zone.ts';
import type { RefusalFilter } from '#lib/server/store/list_audit.ts';
import type { FilterIssues } from './filter_issue.ts';
import type { ReportScope } from './report_reach.ts';
import { lastDays, spansOf } from './session_spans.ts';

/** The fields of the filter form, as text; an empty one asks for nothing. */
export type AuditFields = Readonly<Record<'from' | 'to' | 'person' | 'station', string>>;

/** The fields as given, with the default days filled in, and what they ask for; null if a field is wrong. */
export interface ParsedAuditQuery {
	readonly fields: AuditFields;
	readonly errors: FilterIssues<keyof AuditFields>;
	readonly filter: RefusalFilter | null;
}

/** Days of a list that asks for none. */
const defaultDays = 7;

const name = safeText(100);

/** Reads the filter of the list of refusals from an address. Nothing that is wrong is ignored, and what is given is kept. */
export function parseAuditQuery(params: URLSearchParams, scope: ReportScope, now: number): ParsedAuditQuery {
	const given = (field: string) => params.get(field)?.trim() ?? '';
	const station = given('station');
	const places = station
		? { ...scope, stations: scope.stations.filter(({ id }) => id === station), withoutStation: false }
		: scope;
	const days = lastDays(places, defaultDays, now);
	const fields = { from: given('from') || days.from, to: given('to') || days.to, person: given('person'), station };
	const errors = errorsOf(fields, places);
	if (Object.keys(errors).length > 0) return { fields, errors, filter: null };
	return { fields, errors, filter: { spans: spansOf(places, fields), person: fields.person || null } };
}

function errorsOf({ from, to, person, station }: AuditFields, { stations }: ReportScope): ParsedAuditQuery['errors'] {
	return {
		...(!isLocalDate(from) && { from: { code: 'not_a_day', value: from } }),
		...(to < from && isLocalDate(from) && { to: { code: 'ends_before_start', value: to } }),
		...(!isLocalDate(to) && { to: { code: 'not_a_day', value: to } }),
		...(person && !v.is(name, person) && { person: { code: 'unusable_text', value: person } }),
		...(station && stations.length === 0 && { station: { code: 'not_your_station', value: station } }),
	};
}
