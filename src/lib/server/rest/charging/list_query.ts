import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import { isLocalDate } from '#lib/kernel/time_zone.ts';
import { chargePeriods } from '../../reports/charge_spans.ts';
import { cursorText, parseQuery, wholeNumber } from '../sessions/queries.ts';

/** How a charging session can stand, as a list is narrowed to it. */
export const chargeStatuses = ['active', 'completed', 'cancelled'] as const;

/** The most rows that an offset passes over; a cursor goes on from any row. */
export const offsetLimit = 10_000;

const localDate = v.pipe(v.string(), v.maxLength(10), v.check(isLocalDate, 'Not a day as 2026-11-22'));

const sortByStart = 'Sorted by start alone: an order by energy or cost would read the whole history';

const listQuery = v.object({
	filter: v.optional(v.picklist(chargePeriods), 'all-time'),
	from: v.optional(localDate),
	to: v.optional(localDate),
	status: v.optional(v.picklist(chargeStatuses)),
	station: v.optional(idText),
	sort: v.optional(v.literal('start', sortByStart), 'start'),
	order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
	limit: v.optional(wholeNumber(1, 100), '50'),
	offset: v.optional(wholeNumber(0, offsetLimit)),
	cursor: v.optional(cursorText),
});

export type ChargeListQuery = v.InferOutput<typeof listQuery>;

/** Which charging sessions a list is to have. Parameters that nobody knows are passed over. */
export function parseChargeQuery(params: URLSearchParams): Result<ChargeListQuery> {
	const query = parseQuery(listQuery, params);
	if (!query.ok) return query;
	const { from, to, cursor, offset } = query.value;
	if (from !== undefined && to !== undefined && to < from)
		return refuse('INPUT_INVALID', { path: 'to', issue: 'It ends before it begins' });
	if (cursor !== undefined && offset !== undefined)
		return refuse('INPUT_INVALID', { path: 'offset', issue: 'A page has a cursor or an offset, not both' });
	return ok(query.value);
}
