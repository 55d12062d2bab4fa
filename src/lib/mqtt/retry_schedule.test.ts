import { expect, test } from 'vitest';
import { answerTimeoutMs, brokerAttempts, nextMove } from './retry_schedule.ts';

test('three attempts of 15 s, as the spec says', () => {
	expect([brokerAttempts, answerTimeoutMs]).toEqual([3, 15_000]);
});

test.each([
	[1, 'unanswered', { way: 'mqtt', afterMs: 3000 }],
	[2, 'unanswered', { way: 'mqtt', afterMs: 8000 }],
	[3, 'unanswered', { way: 'https', afterMs: 15_000 }],
	[1, 'lost', { way: 'mqtt', afterMs: 3000 }],
	[1, 'unreachable', { way: 'https', afterMs: 0 }],
	[2, 'unreachable', { way: 'https', afterMs: 0 }],
] as const)('attempt %i that was %s', (attempt, end, move) => {
	expect(nextMove(attempt, end)).toEqual(move);
});

test('there is no fourth attempt', () => {
	expect(() => nextMove(4, 'unanswered')).toThrow(TypeError);
});
