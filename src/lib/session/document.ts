import { stepsCompleted, type Flow } from './flow_state.ts';
import type { SessionRecord } from './record.ts';

/** UTC milliseconds as ISO 8601 with milliseconds and `Z`, or null. */
export function isoOf(at: number | null | undefined): string | null {
	return at === null || at === undefined ? null : new Date(at).toISOString();
}

/** The fields that every session document begins with. Spec: seeds/000 §1 and §2. */
export function headDocument(session: SessionRecord, documentType: string): Record<string, unknown> {
	return {
		session_id: session.id,
		session_type: documentType,
		version: session.version,
		created_at: isoOf(session.createdAt),
		updated_at: isoOf(session.updatedAt),
		expires_at: isoOf(session.expiresAt),
		device_info: session.device,
		actor: session.actor,
	};
}

/** `metadata`: the last action by its name, the counters, and how long the session has taken. */
export function metadataDocument(session: SessionRecord, lastAction: string): Record<string, unknown> {
	return {
		last_action: lastAction,
		last_action_at: isoOf(session.lastAction.at),
		error_count: session.counts.errors,
		retry_count: session.counts.retries,
		session_duration_seconds: Math.round((session.updatedAt - session.createdAt) / 1000),
	};
}

/** The state of a device's Bluetooth while a client has written none: what the radio sees is the client's to say. */
export const idleBluetooth = {
	is_scanning: false,
	is_connecting: false,
	is_reading_energy: false,
	connected_device: null,
	detected_devices: [],
	connection_progress: 0,
	error: null,
} as const;

/** `flow_state` with the status of each step. A step that was passed without being taken is `skipped`. */
export function flowDocument<S extends string>(
	session: SessionRecord<S>,
	flow: Flow<S, string>,
): Record<string, unknown> {
	const { flow: at } = session;
	return {
		current_step: at.currentStep,
		max_step_reached: at.maxStepReached,
		total_steps: flow.steps.length,
		steps_completed: stepsCompleted(at),
		step_statuses: Object.fromEntries(flow.steps.map(({ number }) => [String(number), stepStatus(session, number)])),
	};
}

function stepStatus({ flow, status }: SessionRecord, step: number): Record<string, unknown> {
	const completedAt = flow.completedAt[step];
	if (completedAt !== undefined) return { status: 'completed', completed_at: isoOf(completedAt) };
	if (step < flow.currentStep) return { status: 'skipped' };
	if (step > flow.currentStep) return { status: 'pending' };
	const startedAt = isoOf(flow.startedAt[step]);
	return { status: status === 'active' || status === 'completed' ? 'in_progress' : status, started_at: startedAt };
}
