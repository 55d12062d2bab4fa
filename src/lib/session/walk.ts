import { testStart } from './given.ts';
import type { SessionEvent } from './kind.ts';
import { nextState, type Machine } from './machine.ts';

/**
 * A walk through a machine, for tests: at each state one of the events that it allows there, a second after the last one, until it ends, the
 * dice run out, or there is no sample of the event.
 */
export function walk<State extends string, Event extends SessionEvent>(
	machine: Machine<State, Event['type']>,
	samples: ReadonlyMap<Event['type'], Event>,
	dice: readonly number[],
): Event[] {
	const events: Event[] = [];
	let state = machine.initial;
	for (const [i, die] of dice.entries()) {
		const types = Object.keys(machine.states[state].on ?? {}) as Event['type'][];
		const type = types[die % types.length];
		const sample = type && samples.get(type);
		if (!type || !sample) break;
		events.push({ ...sample, at: testStart + i * 1000 });
		state = nextState(machine, state, type) ?? state;
	}
	return events;
}
