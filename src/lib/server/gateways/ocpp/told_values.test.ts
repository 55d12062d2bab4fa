import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { cleanText, instantOf, lenientTag, numberOf } from './told_values.ts';

const now = Date.parse('2026-03-02T12:00:00.000Z');

describe('an instant', () => {
	test.each([
		['2026-03-02T11:00:00Z', now - 3_600_000],
		['2026-03-02T11:00:00.5Z', now - 3_599_500],
		['2026-03-02T14:00:00+03:00', now - 3_600_000],
		['2026-03-02T12:04:59Z', now + 299_000],
		['2025-03-02T12:00:00Z', now - 365 * 86_400_000],
	])('%s is what it says', (told, at) => {
		expect(instantOf(told, now)).toBe(at);
	});

	test.each([
		['without a zone', '2026-03-02T11:00:00'],
		['of a day that is not', '2026-02-30T11:00:00Z'],
		['ahead of us', '2026-03-02T12:05:01Z'],
		['of a clock that was never set', '1970-01-01T00:00:00Z'],
		['in words', 'yesterday'],
		['that is a number', now - 1],
		['that is missing', undefined],
	])('%s is now', (_, told) => {
		expect(instantOf(told, now)).toBe(now);
	});
});

test.each([
	['12', 12],
	[' 12.50 ', 12.5],
	['.5', 0.5],
	['-3', -3],
	['1.2e3', 1200],
	[7, 7],
])('%j is a number', (told, value) => {
	expect(numberOf(told)).toBe(value);
});

test.each([
	'',
	' ',
	'.',
	'NaN',
	'Infinity',
	'0x10',
	'1,5',
	'1e999',
	'12 Wh',
	NaN,
	Infinity,
	null,
	undefined,
	{},
	[5],
	true,
])('%j is none', (told) => {
	expect(numberOf(told)).toBeNull();
});

test.each([
	[' abc123 ', 'ABC123'],
	['', null],
	['a b', null],
	['é', null],
	['x'.repeat(300), null],
	[undefined, null],
	[7, null],
])('the tag %j is %j', (told, tag) => {
	expect(v.parse(lenientTag, told)).toBe(tag);
});

test('text is cut and cleaned, never broken', () => {
	expect(v.parse(cleanText(4), ' a\u0000b\ncd\u{1f600} ')).toBe('abcd');
	expect(v.parse(cleanText(4), 'abc\u{1f600}').isWellFormed()).toBe(true);
});
