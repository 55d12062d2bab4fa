/** A cycle as data: for each state, where each input leads. */
export type Cycle<State extends string, Input extends string> = Readonly<Record<State, Partial<Record<Input, State>>>>;

/** Types a cycle's table: a state or input that does not exist does not compile. */
export function defineCycle<State extends string, Input extends string>(
	cycle: Cycle<State, Input>,
): Cycle<State, Input> {
	return cycle;
}

/** The state an input leads to, or undefined if the cycle does not know it there. */
export function nextCycleState<State extends string, Input extends string>(
	cycle: Cycle<State, Input>,
	state: State,
	input: Input,
): State | undefined {
	return cycle[state][input];
}
