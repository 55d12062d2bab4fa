import { expect, test } from 'vitest';
import { filterCovers } from './topic_filters.ts';

test.each([
	['a/b', 'a/b', true],
	['a/b', 'a/c', false],
	['a/b', 'a/b/c', false],
	['a/+', 'a/b', true],
	['a/+', 'a/+', true],
	['a/+', 'a/#', false],
	['a/+', 'a/b/c', false],
	['a/#', 'a', true],
	['a/#', 'a/b/c', true],
	['a/#', 'a/+/#', true],
	['a/#', 'b', false],
	['a/+/c', 'a/#', false],
	['reply/tab-1/#', 'reply/tab-1/x', true],
	['reply/tab-1/#', 'reply/+/#', false],
	['reply/tab-1/#', 'reply/tab-10/x', false],
	['reply/tab-1/#', '#', false],
	['#', '$SYS/broker', false],
	['$SYS/#', '$SYS/broker', true],
])('%s covers %s: %s', (pattern, filter, expected) => {
	expect(filterCovers(pattern, filter)).toBe(expected);
});
