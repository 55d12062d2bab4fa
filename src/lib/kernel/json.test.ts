import { describe, expect, test } from 'vitest';
import { leavesOf, mergePatch, objectAt, sameJson, valueAt } from './json.ts';

describe('a merge patch', () => {
	// The examples of RFC 7396, appendix A.
	test.each([
		[{ a: 'b' }, { a: 'c' }, { a: 'c' }],
		[{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
		[{ a: 'b' }, { a: null }, {}],
		[{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
		[{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
		[{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
		[{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
		[{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
		[
			['a', 'b'],
			['c', 'd'],
			['c', 'd'],
		],
		[{ a: 'b' }, ['c'], ['c']],
		[{ a: 'foo' }, null, null],
		[{ a: 'foo' }, 'bar', 'bar'],
		[{ e: null }, { a: 1 }, { e: null, a: 1 }],
		[[1, 2], { a: 'b', c: null }, { a: 'b' }],
		[{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
	])('of %j by %j is %j', (target, patch, merged) => {
		const before = JSON.stringify(target);
		expect(mergePatch(target, patch)).toEqual(merged);
		expect(JSON.stringify(target)).toBe(before);
	});
});

test('leaves are what is no object, lists whole', () => {
	expect([...leavesOf({ a: { b: 1, c: [{}] }, d: {}, e: null })]).toEqual([
		{ path: ['a', 'b'], value: 1 },
		{ path: ['a', 'c'], value: [{}] },
		{ path: ['d'], value: {} },
		{ path: ['e'], value: null },
	]);
});

test('a path leads to a value, and a value to the objects around it', () => {
	expect(valueAt({ a: { b: 1 } }, ['a', 'b'])).toBe(1);
	expect(valueAt({ a: [1] }, ['a', '0'])).toBeUndefined();
	expect(valueAt({}, ['toString'])).toBeUndefined();
	expect(objectAt(['a', 'b'], 1)).toEqual({ a: { b: 1 } });
});

test('the order of keys makes no difference, that of lists does', () => {
	expect(sameJson({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toBe(true);
	expect(sameJson([1, 2], [2, 1])).toBe(false);
	expect(sameJson({ a: undefined }, { b: undefined })).toBe(false);
	expect(sameJson({}, [])).toBe(false);
});
