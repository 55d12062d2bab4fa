import { expect, test } from 'vitest';
import * as v from 'valibot';
import { swap } from './kind.ts';
import { cancelReasons, swapActionWords } from './labels.ts';
import { swapMachine } from './machine.ts';

test('every event has its words', () => {
	const events = Object.values(swapMachine.states).flatMap(({ on }) => Object.keys(on ?? {}));
	expect(Object.keys(swapActionWords).sort()).toEqual([...new Set([...events, 'session_created'])].sort());
});

test('every reason to cancel is one that the step takes', () => {
	for (const reason of cancelReasons) expect(v.is(swap.steps['cancel']!.input, { reason })).toBe(true);
});
