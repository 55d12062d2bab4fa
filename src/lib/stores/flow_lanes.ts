import type { SessionRecord } from '#lib/session/record.ts';

/** A step of a session as a stepper shows it. */
export interface FlowLane {
	readonly name: string;
	readonly status: 'done' | 'current' | 'upcoming' | 'skipped';
}

/** A step of a flow; its name is asked for in the language of the page. */
interface NumberedStep {
	readonly number: number;
	readonly name: () => string;
}

/** The numbered steps of a session and how each stands. */
export function flowLanes(session: SessionRecord, steps: readonly NumberedStep[]): FlowLane[] {
	return steps.map(({ number, name }) => ({ name: name(), status: statusOf(session, number) }));
}

function statusOf({ flow, status }: SessionRecord, step: number): FlowLane['status'] {
	if (flow.completedAt[step] !== undefined) return 'done';
	if (step < flow.currentStep) return 'skipped';
	if (step > flow.currentStep) return 'upcoming';
	if (status === 'completed') return 'done';
	return status === 'active' ? 'current' : 'upcoming';
}
