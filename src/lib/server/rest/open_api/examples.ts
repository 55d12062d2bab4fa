import { refuse } from '#lib/kernel/result.ts';
import { describeDocuments } from '../../engine/document_schemas.ts';
import { refusedBody } from '../refused.ts';
import { fieldsOf, rowOf } from '../sessions/refused_request.ts';
import type { RestOperationId } from './operations.ts';

const [document] = describeDocuments();
const example = document?.example ?? {};
const id = String(example['session_id']);
const updatedAt = String(example['updated_at']);

/** The body of an example request; undefined where there is none. */
export const exampleRequests: Readonly<Partial<Record<RestOperationId, unknown>>> = {
	saveSession: {
		session_id: id,
		session_type: document?.sessionType,
		version: 1,
		device_info: example['device_info'],
	},
	updateSession: { version: 1, device_info: { locale: 'sw' } },
};

/** The body of the answer to that request. */
export const exampleAnswers: Readonly<Record<RestOperationId, unknown>> = {
	saveSession: { success: true, session_id: id, version: 1 },
	updateSession: { success: true, session_id: id, version: 2 },
	getSession: { success: true, session: example },
	listSessions: {
		success: true,
		sessions: [
			{
				session_id: id,
				session_type: document?.sessionType,
				current_step: 5,
				customer_name: 'Jane Smith',
				updated_at: updatedAt,
			},
		],
	},
	archiveSession: { success: true, archived: true },
	listSessionEvents: {
		success: true,
		session_id: id,
		events: [
			{ event_id: 'evt-001', event_type: 'SESSION_CREATED', timestamp: updatedAt, data: {} },
			{
				event_id: 'evt-002',
				event_type: 'STEP_COMPLETED',
				timestamp: updatedAt,
				data: { step: 1, step_name: document?.steps[0] },
			},
		],
	},
};

/** What messages of refusals name, in examples. */
const exampleParams: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
	FIELD_SERVER_OWNED: { path: 'payment_state.payment_confirmed' },
	INPUT_INVALID: { path: 'version', issue: 'Invalid type: Expected number but received "1"' },
	SESSION_MOVED_ON: { current: 4 },
	SESSION_ENDED: { status: 'completed' },
	NOT_PERMITTED: { what: 'begin such a session' },
	RATE_LIMITED: { retry_after_ms: 50 },
	CONTENT_TYPE_UNSUPPORTED: { accepted: 'application/json' },
};

/** The body of the answer to a refusal. */
export function exampleRefusal(code: string) {
	const refusal = refuse(code, exampleParams[code]);
	return refusedBody(refusal, rowOf(code), fieldsOf(refusal));
}
