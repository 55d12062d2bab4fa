import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { isLocalDate } from '#lib/kernel/time_zone.ts';
import type { RefusalFilter } from '#lib/server/store/list_audit.ts';
import type { ReportScope } from './report_reach.ts';
import { lastDays, spansOf } from './session_spans.ts';

/** The fields of the filter form, as text; an empty one asks for nothing. */
export type AuditFields = Readonly<Record<'from' | 'to' | 'person' | 'station', string>>;

/** The fields as given, with the default days filled in, and what they ask for; null if a field is wrong. */
export interface ParsedAuditQuery {
	readonly fields: AuditFields;
	readonly errors: Partial<AuditFields>;
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

function errorsOf({ from, to, person, station }: AuditFields, { stations }: ReportScope): Partial<AuditFields> {
	return {
		...(!isLocalDate(from) && { from: `«${from}» is no day; enter one as 2026-11-21` }),
		...(to < from && isLocalDate(from) && { to: 'The last day is before the first' }),
		...(!isLocalDate(to) && { to: `«${to}» is no day; enter one as 2026-11-21` }),
		...(person && !v.is(name, person) && { person: 'Enter at most 100 characters, without control characters' }),
		...(station && stations.length === 0 && { station: `You have no station «${station}»; choose one from the list` }),
	};
}
