import { expect, test } from 'vitest';
import { differences, toleranceOf, type Tolerance } from './compare.ts';

const printed = { id: 'a', list: [{ used: 1 }, { used: 2 }], time: '2025-01-15T09:00:00Z' };

test('the same document has no difference', () => {
	expect(differences(printed, structuredClone(printed))).toEqual([]);
});

test('a changed, a missing and an additional field are three differences', () => {
	expect(differences(printed, { id: 'b', list: [{ used: 1 }, { used: 3, quota: 4 }] })).toEqual([
		{ path: 'id', printed: 'a', answered: 'b' },
		{ path: 'list.1.used', printed: 2, answered: 3 },
		{ path: 'list.1.quota', printed: undefined, answered: 4 },
		{ path: 'time', printed: '2025-01-15T09:00:00Z', answered: undefined },
	]);
});

test('a list is no object, and a longer one is different', () => {
	expect(differences([], {})).toHaveLength(1);
	expect(differences({ list: [1] }, { list: [1, 2] })).toEqual([{ path: 'list.1', printed: undefined, answered: 2 }]);
});

test('a tolerance is for its comparison, its field and its value alone', () => {
	const tolerances: Tolerance[] = [
		{ of: ['one'], path: 'id', answered: 'b', why: 'ruled' },
		{ of: 'all', path: 'time', answered: (value: unknown) => value === 'now', why: 'a time' },
	];
	const id = { path: 'id', printed: 'a', answered: 'b' };
	expect(toleranceOf(tolerances, 'one', id)).toBe(tolerances[0]);
	expect(toleranceOf(tolerances, 'two', id)).toBeUndefined();
	expect(toleranceOf(tolerances, 'one', { ...id, answered: 'c' })).toBeUndefined();
	expect(toleranceOf(tolerances, 'two', { path: 'time', printed: 'x', answered: 'now' })).toBe(tolerances[1]);
	expect(toleranceOf(tolerances, 'two', { path: 'time', printed: 'x', answered: 'then' })).toBeUndefined();
});
