import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';

/** What a list can be narrowed to; `archived` sessions are in no other list. */
export const listedStatuses = ['active', 'completed', 'cancelled', 'no_show', 'expired', 'archived'] as const;

/** A whole number as an address has it. */
export const wholeNumber = (min: number, max: number) =>
	v.pipe(
		v.string(),
		v.regex(/^\d{1,15}$/, 'Not a whole number'),
		v.transform(Number),
		v.minValue(min),
		v.maxValue(max),
	);

/** Where a page of the list begins: instant and id of the row it follows. */
const pageKey = v.tuple([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(128))]);

/** Where a page begins, as `printCursor` printed it. */
const cursorText = v.pipe(v.string(), v.maxLength(400), v.rawTransform(readCursor));

const listQuery = v.object({
	device_id: v.optional(safeText(128)),
	status: v.optional(v.picklist(listedStatuses)),
	cursor: v.optional(cursorText),
	limit: v.optional(wholeNumber(1, 100), '50'),
});

const eventsQuery = v.object({
	cursor: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), '0'),
	limit: v.optional(wholeNumber(1, 500), '200'),
});

export type ListQuery = v.InferOutput<typeof listQuery>;

/** Which sessions a list is to have. Parameters that nobody knows are passed over. */
export function parseListQuery(params: URLSearchParams): Result<ListQuery> {
	return parseQuery(listQuery, params);
}

/** Which part of an audit trail is asked for. */
export function parseEventsQuery(params: URLSearchParams): Result<{ after: number; limit: number }> {
	const query = parseQuery(eventsQuery, params);
	return query.ok ? ok({ after: query.value.cursor, limit: query.value.limit }) : query;
}

/** Where the next page of a list begins, as the client hands it back. */
export function printCursor(key: readonly (string | number)[]): string {
	return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readCursor({ dataset, addIssue, NEVER }: v.RawTransformContext<string>): v.InferOutput<typeof pageKey> {
	try {
		const parsed = v.safeParse(pageKey, JSON.parse(Buffer.from(dataset.value, 'base64url').toString('utf8')));
		if (parsed.success) return parsed.output;
	} catch {
		// What is no JSON is no cursor either.
	}
	addIssue({ message: 'Not a cursor of this list' });
	return NEVER;
}

/** Reads the parameters of an address; a refusal names the first one that is wrong. */
export function parseQuery<T>(schema: v.GenericSchema<unknown, T>, params: URLSearchParams): Result<T> {
	const parsed = v.safeParse(schema, Object.fromEntries(params), { abortEarly: true });
	if (parsed.success) return ok(parsed.output);
	const [issue] = parsed.issues;
	return refuse('INPUT_INVALID', { path: v.getDotPath(issue) ?? 'query', issue: issue.message });
}
