/** The four ways a session can end. */
export type Ending = 'completed' | 'cancelled' | 'no_show' | 'expired';

export interface StateNode<State extends string, EventType extends string> {
	/** Which event leads where; what is not listed is impossible. */
	readonly on?: Partial<Record<EventType, State>>;
	/** Set on a final state. */
	readonly ends?: Ending;
}

/** A state machine as data. States name the open task, event types are in the past tense. */
export interface Machine<State extends string = string, EventType extends string = string> {
	readonly initial: State;
	readonly states: Readonly<Record<State, StateNode<State, EventType>>>;
}

/** Types a machine against the event types of its kind: an event that no kind knows does not compile. */
export function defineMachine<EventType extends string>() {
	return <const State extends string>(machine: Machine<State, EventType>): Machine<State, EventType> => machine;
}

/** The state an event leads to, or undefined if the machine does not allow it there. */
export function nextState<S extends string, E extends string>(
	machine: Machine<S, E>,
	state: S,
	type: E,
): S | undefined {
	return machine.states[state].on?.[type];
}

/** How a state ends the session, or undefined while it is open. */
export function endingOf<S extends string, E extends string>(machine: Machine<S, E>, state: S): Ending | undefined {
	return machine.states[state].ends;
}

/** States that cannot be reached, and open states from which no end can be reached. A sound machine has none. */
export function deadStates<S extends string, E extends string>(machine: Machine<S, E>): S[] {
	const all = Object.keys(machine.states) as S[];
	const reachable = closure([machine.initial], (state) => targets(machine, state));
	const ends = all.filter((state) => endingOf(machine, state));
	const canEnd = closure(ends, (state) => all.filter((from) => targets(machine, from).includes(state)));
	return all.filter((state) => !reachable.has(state) || !canEnd.has(state));
}

function targets<S extends string, E extends string>(machine: Machine<S, E>, state: S): S[] {
	return Object.values<S | undefined>(machine.states[state].on ?? {}).filter((target) => target !== undefined);
}

function closure<S>(from: S[], step: (state: S) => S[]): Set<S> {
	const seen = new Set(from);
	for (const state of seen) for (const next of step(state)) seen.add(next);
	return seen;
}
