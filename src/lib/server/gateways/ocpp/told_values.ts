import * as v from 'valibot';
import { isoInstant } from '#lib/kernel/schemas.ts';

/**
 * How what a charger tells is read. A message about a transaction is turned down only where it does not say what it is about: a charger
 * sends it again for ever otherwise, and energy that was given away would never be heard of. What is odd in it is left out instead.
 */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How far a charger's clock may be ahead of ours. */
const aheadLimitMs = 5 * minuteMs;
/** How long a charger may have been offline. */
const behindLimitMs = 366 * dayMs;

/**
 * The instant of a charger's clock, UTC milliseconds; `now` where there is none, where it is no RFC 3339 instant with a zone, or where
 * it cannot be: ahead of us, or of a clock that was never set.
 */
export function instantOf(told: unknown, now: number): number {
	const parsed = v.safeParse(isoInstant, told);
	const at = parsed.success ? Date.parse(parsed.output) : NaN;
	return at >= now - behindLimitMs && at <= now + aheadLimitMs ? at : now;
}

/** An instant as it was written, cut and cleaned; null where there is none. */
export function stampOf(told: unknown): string | null {
	const parsed = v.safeParse(cleanText(40), told);
	return parsed.success && parsed.output !== '' ? parsed.output : null;
}

/** A decimal number, told as such or as text; null for anything else: no NaN, no Infinity, no hexadecimal, no empty text. */
export function numberOf(told: unknown): number | null {
	const isDecimal = typeof told === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(told);
	const value = isDecimal ? Number(told) : told;
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Text of 0 to `max` characters: what is longer is cut, what cannot be printed is left out. */
export function cleanText(max: number) {
	return v.pipe(
		v.string(),
		v.transform((text) =>
			text
				.replace(/\p{Cc}/gu, '')
				.trim()
				.slice(0, max)
				.toWellFormed(),
		),
	);
}

/** As `cleanText`; null where there is none. */
export function optionalCleanText(max: number) {
	return v.fallback(
		v.pipe(
			v.nullish(cleanText(max), null),
			v.transform((text) => text || null),
		),
		null,
	);
}

/** A tag as every table has it: trimmed, upper case. Both specifications allow fewer characters than some cards have. */
export const tagText = v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{1,255}$/), v.toUpperCase());

/** A tag that may be missing; null too where it cannot be read. */
export const lenientTag = v.fallback(v.nullish(tagText, null), null);
