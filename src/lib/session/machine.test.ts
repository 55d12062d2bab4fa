import { expect, test } from 'vitest';
import { deadStates, endingOf, nextState, type Machine } from './machine.ts';
import { errand } from './sample_kind.ts';

test('an event leads where the machine says, and nowhere else', () => {
	expect(nextState(errand.machine, 'packing', 'packed')).toBe('riding');
	expect(nextState(errand.machine, 'riding', 'packed')).toBeUndefined();
	expect(nextState(errand.machine, 'done', 'dropped')).toBeUndefined();
});

test('a final state says how it ends', () => {
	expect(endingOf(errand.machine, 'gone')).toBe('cancelled');
	expect(endingOf(errand.machine, 'packing')).toBeUndefined();
});

test('a sound machine has no dead states', () => expect(deadStates(errand.machine)).toEqual([]));

test('a state that nothing leads to, and a trap, are dead', () => {
	const broken: Machine = {
		initial: 'start',
		states: {
			start: { on: { go: 'end', loop: 'trap' } },
			trap: { on: { loop: 'trap' } },
			island: { on: { go: 'end' } },
			end: { ends: 'completed' },
		},
	};
	expect(deadStates(broken)).toEqual(['trap', 'island']);
});
