import type { Machine } from './machine.ts';

/** A numbered step of a kind's flow, as the wizard and the documents show it. */
export interface FlowStep {
	readonly number: number;
	/** Name on screen, in recovery prompts and in the event log. */
	readonly name: string;
}

/** How a kind's states and events map to its numbered steps. */
export interface Flow<State extends string, EventType extends string> {
	readonly steps: readonly FlowStep[];
	/** The step that is open in each state; null where the session ends at whatever step it stood. */
	readonly stepOf: Readonly<Record<State, number | null>>;
	/** The steps an event completes. */
	readonly completes: Partial<Record<EventType, readonly number[]>>;
	/** The first step an event opens again; it and all later ones are incomplete afterwards. */
	readonly reopens: Partial<Record<EventType, number>>;
}

/** Where a session stands in its flow; folded from its events. Instants are UTC milliseconds. */
export interface FlowState {
	readonly currentStep: number;
	readonly maxStepReached: number;
	readonly completedAt: Readonly<Record<number, number>>;
	readonly startedAt: Readonly<Record<number, number>>;
}

/** The flow of a new session: its first step is open. */
export function startFlow<S extends string, E extends string>(
	flow: Flow<S, E>,
	machine: Machine<S, E>,
	at: number,
): FlowState {
	const first = flow.stepOf[machine.initial] ?? 1;
	return { currentStep: first, maxStepReached: first, completedAt: {}, startedAt: { [first]: at } };
}

/** Folds one event into the flow, given the state it led to. */
export function advanceFlow<S extends string, E extends string>(
	flow: Flow<S, E>,
	before: FlowState,
	event: { type: E; at: number; state: S },
): FlowState {
	const reopened = flow.reopens[event.type];
	const completedAt: Record<number, number> = { ...before.completedAt };
	if (reopened !== undefined) {
		for (const step of Object.keys(completedAt)) if (Number(step) >= reopened) delete completedAt[Number(step)];
	}
	for (const step of flow.completes[event.type] ?? []) completedAt[step] = event.at;
	const currentStep = flow.stepOf[event.state] ?? before.currentStep;
	const startedAt =
		currentStep === before.currentStep ? before.startedAt : { ...before.startedAt, [currentStep]: event.at };
	return { currentStep, maxStepReached: Math.max(before.maxStepReached, currentStep), completedAt, startedAt };
}

/** The numbers of the completed steps, ascending. */
export function stepsCompleted(flow: FlowState): number[] {
	return Object.keys(flow.completedAt)
		.map(Number)
		.sort((a, b) => a - b);
}
