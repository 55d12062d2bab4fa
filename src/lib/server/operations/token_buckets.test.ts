import { describe, expect, test } from 'vitest';
import { createTokenBuckets } from './token_buckets.ts';

const rate = { perSecond: 2, burst: 3 };

function open(keys = 100) {
	let now = 0;
	const buckets = createTokenBuckets({ clock: () => now, rate, keys });
	return { buckets, at: (ms: number) => void (now = ms) };
}

describe('a token bucket', () => {
	test('lets a burst through, and says how long the next one has to wait', () => {
		const { buckets } = open();
		expect([1, 2, 3].map(() => buckets.take('a').ok)).toEqual([true, true, true]);
		expect(buckets.take('a')).toEqual({ ok: false, retryAfterMs: 500, first: true });
	});

	test('refills with time, no further than its burst', () => {
		const { buckets, at } = open();
		for (let i = 0; i < 4; i++) buckets.take('a');
		at(499);
		expect(buckets.take('a').ok).toBe(false);
		at(500);
		expect(buckets.take('a').ok).toBe(true);
		at(3_600_000);
		expect([1, 2, 3, 4].map(() => buckets.take('a').ok)).toEqual([true, true, true, false]);
	});

	test('tells the first refusal of a burst, and again only after it was full', () => {
		const { buckets, at } = open();
		for (let i = 0; i < 4; i++) buckets.take('a');
		expect(buckets.take('a')).toMatchObject({ first: false });
		at(500);
		buckets.take('a');
		expect(buckets.take('a')).toMatchObject({ ok: false, first: false });
		at(500 + 1500);
		for (let i = 0; i < 3; i++) buckets.take('a');
		expect(buckets.take('a')).toMatchObject({ ok: false, first: true });
	});

	test('is one for each key', () => {
		const { buckets } = open();
		for (let i = 0; i < 4; i++) buckets.take('a');
		expect(buckets.take('b').ok).toBe(true);
	});

	test('loses nothing by a clock that is set back', () => {
		const { buckets, at } = open();
		at(10_000);
		for (let i = 0; i < 3; i++) buckets.take('a');
		at(5000);
		expect(buckets.take('a')).toEqual({ ok: false, retryAfterMs: 500, first: true });
		at(5500);
		expect(buckets.take('a').ok).toBe(true);
	});

	test('is forgotten when too many others came since', () => {
		const { buckets } = open(2);
		for (let i = 0; i < 4; i++) buckets.take('a');
		buckets.take('b');
		expect(buckets.take('a').ok).toBe(false);
		buckets.take('c');
		expect(buckets.take('a').ok).toBe(false);
		buckets.take('d');
		buckets.take('e');
		expect(buckets.take('a').ok).toBe(true);
	});
});
