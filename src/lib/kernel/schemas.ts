import * as v from 'valibot';

/**
 * Schemas that close the gaps of the defaults: no NUL, no lone surrogate, no Infinity, bounded length.
 * Every value that a client sends is parsed by one of these.
 */

/** Text of 1…max UTF-16 units, trimmed, well formed, without NUL or other control characters than tab and line feed. */
export function safeText(max: number) {
	return v.pipe(
		v.string(),
		v.maxLength(max),
		v.check((text) => text.isWellFormed(), 'Text contains a broken character'),
		// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
		v.check((text) => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), 'Text contains a control character'),
		v.trim(),
		v.minLength(1),
	);
}

/** An id as it stands in topics and paths: 1…128 of letters, digits, `. _ : -`. */
export const idText = v.pipe(
	v.string(),
	v.trim(),
	v.regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, 'Id has characters that ids do not have'),
);

/** A finite number between two bounds, both included. */
export function boundedNumber(min: number, max: number) {
	return v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));
}

/** A whole number between two bounds, both included. */
export function boundedInteger(min: number, max: number) {
	return v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));
}

/** An ISO 8601 instant with zone, of a real calendar day, as the text it came as. */
export const isoInstant = v.pipe(
	v.string(),
	v.maxLength(40),
	v.isoTimestamp(),
	v.check((text) => isRealDay(text), 'The calendar has no such day'),
);

function isRealDay(text: string): boolean {
	const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Text of 0…max UTF-16 units, otherwise as `safeText`: for what may be left out. */
export function optionalText(max: number) {
	return v.union([v.pipe(v.string(), v.trim(), v.literal('')), safeText(max)]);
}

/** An e-mail address in small letters, at most 254 characters. */
export const emailText = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(254),
	v.toLowerCase(),
	v.email('E-mail should look like name@example.com'),
);
