import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import { isLocalDate } from '#lib/kernel/time_zone.ts';
import { chargeSorts } from '../../reports/charge_history.ts';
import { chargePeriods } from '../../reports/charge_spans.ts';
import { parseQuery, wholeNumber } from '../sessions/queries.ts';
import { readChargeCursor, type RowKey } from './list_cursor.ts';

/** How a charging session can stand, as a list is narrowed to it. */
export const chargeStatuses = ['active', 'completed', 'cancelled'] as const;

/** The most rows that an offset passes over; a cursor goes on from any row. */
export const offsetLimit = 10_000;

const localDate = v.pipe(v.string(), v.maxLength(10), v.check(isLocalDate, 'Not a day as 2026-11-22'));

const listQuery = v.object({
	filter: v.optional(v.picklist(chargePeriods), 'all-time'),
	from: v.optional(localDate),
	to: v.optional(localDate),
	status: v.optional(v.picklist(chargeStatuses)),
	station: v.optional(idText),
	sort: v.optional(v.picklist(chargeSorts), 'start'),
	order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
	limit: v.optional(wholeNumber(1, 100), '50'),
	offset: v.optional(wholeNumber(0, offsetLimit)),
	cursor: v.optional(v.pipe(v.string(), v.maxLength(400))),
});

/** Which charging sessions a list is to have, and the key of the row that its page follows. */
export interface ChargeListQuery extends Omit<v.InferOutput<typeof listQuery>, 'cursor'> {
	readonly after: RowKey | undefined;
}

/** Reads the parameters of a list; those that nobody knows are passed over. Refuses INPUT_INVALID, also for a cursor of another sort. */
export function parseChargeQuery(params: URLSearchParams): Result<ChargeListQuery> {
	const query = parseQuery(listQuery, params);
	if (!query.ok) return query;
	const { cursor, ...rest } = query.value;
	const { from, to, offset } = rest;
	if (from !== undefined && to !== undefined && to < from)
		return refuse('INPUT_INVALID', { path: 'to', issue: 'It ends before it begins' });
	if (cursor !== undefined && offset !== undefined)
		return refuse('INPUT_INVALID', { path: 'offset', issue: 'A page has a cursor or an offset, not both' });
	if (cursor === undefined) return ok({ ...rest, after: undefined });
	const after = readChargeCursor(rest.sort, cursor);
	return after.ok ? ok({ ...rest, after: after.value }) : after;
}
