import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import type { chargeSorts } from '../../reports/charge_history.ts';
import { printCursor } from '../sessions/queries.ts';

type ChargeSort = (typeof chargeSorts)[number];

/** What the list is in the order of, and the id, of the row that a page follows. */
export type RowKey = readonly [number, string];

const rowKey = [v.pipe(v.number(), v.safeInteger()), idText] as const;

/** As it is printed: by start the key alone, else the sort before it. */
const cursor = v.union([v.tuple(rowKey), v.tuple([v.picklist(['energy', 'cost']), ...rowKey])]);

/** Where the next page of a list begins, as the client hands it back: good for the sort of that list alone. */
export function printChargeCursor(sort: ChargeSort, key: readonly (string | number)[]): string {
	return printCursor(sort === 'start' ? key : [sort, ...key]);
}

/** The key that a cursor of a sort stands for. Refuses INPUT_INVALID for what is none, or one of another sort. */
export function readChargeCursor(sort: ChargeSort, text: string): Result<RowKey, 'INPUT_INVALID'> {
	const parsed = v.safeParse(cursor, readJson(text));
	if (!parsed.success) return refuse('INPUT_INVALID', { path: 'cursor', issue: 'Not a cursor of this list' });
	const [of, ...key] = parsed.output.length === 2 ? (['start', ...parsed.output] as const) : parsed.output;
	return of === sort
		? ok(key)
		: refuse('INPUT_INVALID', { path: 'cursor', issue: `A cursor of the list by ${of}, not by ${sort}` });
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
	} catch {
		return null;
	}
}
