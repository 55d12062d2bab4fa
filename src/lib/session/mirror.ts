import { isJsonObject, valueAt, type JsonObject } from '#lib/kernel/json.ts';
import type { Flow } from './flow_state.ts';
import type { SessionRecord } from './record.ts';
import type { TrackedEvent } from './report.ts';

/** What became of a session that another backend runs, as its documents tell it. */
export interface MirrorEvent extends TrackedEvent {
	/** UTC milliseconds. */
	readonly at: number;
}

/** How a session that another backend runs stands, by its document. */
export function mirrorStatus(document: JsonObject): SessionRecord['status'] {
	if (valueAt(document, ['completion_data', 'completed_at'])) return 'completed';
	const statuses = Object.values(stepStatuses(document)).map((status) => valueAt(status, ['status']));
	return (['cancelled', 'expired', 'no_show'] as const).find((ending) => statuses.includes(ending)) ?? 'active';
}

/** The audit trail between two documents of a session, the first of which is null where it was new. Spec: seeds/000 §5. */
export function mirrorEvents(
	{ flow }: { readonly flow: Flow<string, string> },
	before: JsonObject | null,
	{ document, at }: { readonly document: JsonObject; readonly at: number },
): MirrorEvent[] {
	const known = new Set(before ? completedSteps(before) : []);
	const events = [
		...(before ? [] : [{ type: 'SESSION_CREATED', data: {}, at: instant(document['created_at'], at) }]),
		...completedSteps(document)
			.filter((step) => !known.has(step))
			.map((step) => ({ type: 'STEP_COMPLETED', data: stepData(flow, step), at: completedAt(document, step, at) })),
		...actionOf(before, document, at),
	];
	return events.length > 0 ? events : [{ type: 'SESSION_SAVED', data: {}, at }];
}

function actionOf(before: JsonObject | null, document: JsonObject, at: number): MirrorEvent[] {
	const action = valueAt(document, ['metadata', 'last_action']);
	const sameAction = before !== null && valueAt(before, ['metadata', 'last_action']) === action;
	if (sameAction || typeof action !== 'string' || !/^[A-Z][A-Z0-9_]*$/.test(action)) return [];
	if (action === 'SESSION_CREATED' || action === 'STEP_COMPLETED') return [];
	return [{ type: action, data: {}, at: instant(valueAt(document, ['metadata', 'last_action_at']), at) }];
}

function completedSteps(document: JsonObject): number[] {
	const steps = valueAt(document, ['flow_state', 'steps_completed']);
	return Array.isArray(steps) ? steps.filter((step) => typeof step === 'number') : [];
}

function stepStatuses(document: JsonObject): JsonObject {
	const statuses = valueAt(document, ['flow_state', 'step_statuses']);
	return isJsonObject(statuses) ? statuses : {};
}

function stepData({ steps }: Flow<string, string>, step: number) {
	return { step, step_name: steps.find(({ number }) => number === step)?.name ?? null };
}

function completedAt(document: JsonObject, step: number, at: number): number {
	return instant(valueAt(stepStatuses(document)[String(step)], ['completed_at']), at);
}

function instant(text: unknown, otherwise: number): number {
	return typeof text === 'string' ? Date.parse(text) : otherwise;
}
