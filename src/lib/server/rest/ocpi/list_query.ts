import * as v from 'valibot';
import { isoInstant } from '#lib/kernel/schemas.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';

/** The most objects of one page. */
const pageLimit = 100;

const wholeNumber = (min: number) =>
	v.pipe(
		v.string(),
		v.regex(/^\d{1,15}$/, 'Not a whole number'),
		v.transform(Number),
		v.minValue(min, `Less than ${min}`),
	);

/** `DateTime` of OCPI: UTC, with or without saying so. */
const dateTime = v.pipe(
	v.string(),
	v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?$/, 'Not a DateTime in UTC'),
	v.transform((text) => `${text.replace(/Z$/, '')}Z`),
	isoInstant,
	v.transform((text) => Date.parse(text)),
	v.safeInteger('The calendar has no such time'),
);

const keyText = v.pipe(
	v.string(),
	v.maxLength(400),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const key = readKey(dataset.value);
		if (key) return key;
		addIssue({ message: 'Not of a link of ours' });
		return NEVER;
	}),
);

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const keySchema = v.strictTuple([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(128)), count]);

const query = v.object({
	date_from: v.optional(dateTime),
	date_to: v.optional(dateTime),
	offset: v.optional(wholeNumber(0), '0'),
	limit: v.optional(wholeNumber(1), String(pageLimit)),
	after: v.optional(keyText),
});

/** Which page of a list a partner asks for. Spec: OCPI 2.2.1, «Pagination». */
export interface ListQuery {
	/** UTC milliseconds; null for no bound. */
	readonly fromMs: number | null;
	readonly toMs: number | null;
	readonly offset: number;
	readonly limit: number;
	readonly after: { readonly key: readonly [number, string]; readonly total: number } | null;
}

/** Reads the parameters of a list; a limit above ours is ours. Parameters that nobody knows are passed over. */
export function parseListQuery(params: URLSearchParams): Result<ListQuery> {
	const parsed = v.safeParse(query, Object.fromEntries(params), { abortEarly: true });
	if (!parsed.success) {
		const [issue] = parsed.issues;
		return refuse('INPUT_INVALID', { path: v.getDotPath(issue) ?? 'query', issue: issue.message });
	}
	const { date_from: fromMs = null, date_to: toMs = null, offset, limit, after } = parsed.output;
	return ok({
		...{ fromMs, toMs, offset },
		limit: Math.min(limit, pageLimit),
		after: after ? { key: [after[0], after[1]], total: after[2] } : null,
	});
}

/** What `Link` carries of the row that the next page follows, so that rows that change meanwhile move none of it. */
export function printKey([at, id]: readonly [number, string], total: number): string {
	return Buffer.from(JSON.stringify([at, id, total])).toString('base64url');
}

function readKey(text: string): v.InferOutput<typeof keySchema> | null {
	try {
		const parsed = v.safeParse(keySchema, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	}
}
