import { leavesOf } from '#lib/kernel/json.ts';
import type { Flow } from './flow_state.ts';
import type { SessionEvent } from './kind.ts';
import { isNote, type SessionNote } from './note.ts';
import type { TrackedEvent } from './report.ts';

/** A kind, as far as its audit trail goes. */
export interface TrackedKind {
	readonly flow: Flow<string, string>;
	track(event: SessionEvent & Readonly<Record<string, unknown>>): TrackedEvent | undefined;
}

/** What one stored event is in the audit trail: the steps it opened again or completed, then itself. Spec: seeds/000 §5. */
export function trackEvent(kind: TrackedKind, event: SessionEvent & Readonly<Record<string, unknown>>): TrackedEvent[] {
	const { flow } = kind;
	const reopened = flow.reopens[event.type];
	return [
		...(reopened === undefined ? [] : [{ type: 'STEP_REOPENED', data: stepOf(flow, reopened) }]),
		...(flow.completes[event.type] ?? []).map((step) => ({ type: 'STEP_COMPLETED', data: stepOf(flow, step) })),
		isNote(event) ? trackNote(event) : (kind.track(event) ?? { type: event.type.toUpperCase(), data: {} }),
	];
}

function trackNote(note: SessionNote): TrackedEvent {
	const type = note.type.toUpperCase();
	switch (note.type) {
		case 'draft_saved':
			return { type, data: { fields: [...leavesOf(note.patch)].map(({ path }) => path.join('.')) } };
		case 'session_archived':
			return { type, data: {} };
		case 'session_recovered':
			return { type, data: { recovered_from_step: note.step } };
	}
}

function stepOf({ steps }: TrackedKind['flow'], step: number) {
	return { step, step_name: steps.find(({ number }) => number === step)?.name ?? null };
}
