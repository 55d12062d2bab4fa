import { refuse } from '#lib/kernel/result.ts';
import { permissionTable } from '../../auth/permission_table.ts';
import { describeDocuments } from '../../engine/document_schemas.ts';
import { refusedBody } from '../refused.ts';
import { fieldsOf, rowOf } from '../sessions/refused_request.ts';
import { chargeAnswers, chargeExample, chargeRequests } from './charge_examples.ts';
import type { RestOperationId } from './operations.ts';

/** Examples of one body by their names: those of several types of session by the type. */
type Examples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Who begins sessions in examples, by role. */
const people: Readonly<Record<string, { readonly id: string; readonly name: string }>> = {
	attendant: { id: 'attendant-789', name: 'Alice Johnson' },
	salesperson: { id: 'emp-456', name: 'John Doe' },
};

/** The documents of all types that clients save, each as it is just after it was begun by somebody of the first role that may. */
const documents = describeDocuments()
	.filter(({ isSaved }) => isSaved)
	.map(({ sessionType, permission, steps, example }) => {
		const runners = Object.entries(permissionTable[permission].cells).filter(([, cell]) => cell === 'station');
		const [type = 'manager'] = runners[0] ?? [];
		const person = people[type] ?? { id: type, name: type };
		const document = example({ type, ...person });
		return {
			sessionType,
			steps,
			document,
			id: String(document['session_id']),
			updatedAt: String(document['updated_at']),
		};
	});

const byType = (make: (document: (typeof documents)[number]) => Readonly<Record<string, unknown>>): Examples =>
	Object.fromEntries(documents.map((document) => [document.sessionType, make(document)]));

/** The bodies of example requests; undefined where there are none. */
export const exampleRequests: Readonly<Partial<Record<RestOperationId, Examples>>> = {
	saveSession: byType(({ id, sessionType, document }) => ({
		session_id: id,
		session_type: sessionType,
		version: 1,
		device_info: document['device_info'],
	})),
	updateSession: { DRAFT: { version: 1, device_info: { locale: 'sw' } } },
	...chargeRequests,
};

/** The bodies of the answers to those requests. */
export const exampleAnswers: Readonly<Record<RestOperationId, Examples>> = {
	saveSession: byType(({ id }) => ({ success: true, session_id: id, version: 1 })),
	updateSession: byType(({ id }) => ({ success: true, session_id: id, version: 2 })),
	getSession: {
		...byType(({ document }) => ({ success: true, session: document })),
		RIDER_CHARGE: { success: true, session: chargeExample },
	},
	listSessions: {
		ACTIVE: {
			success: true,
			sessions: documents.map(({ id, sessionType, updatedAt }) => ({
				session_id: id,
				session_type: sessionType,
				current_step: 5,
				customer_name: 'Jane Smith',
				updated_at: updatedAt,
			})),
		},
	},
	archiveSession: { ARCHIVED: { success: true, archived: true } },
	listSessionEvents: byType(({ id, steps, updatedAt }) => ({
		success: true,
		session_id: id,
		events: [
			{ event_id: 'evt-001', event_type: 'SESSION_CREATED', timestamp: updatedAt, data: {} },
			{
				event_id: 'evt-002',
				event_type: 'STEP_COMPLETED',
				timestamp: updatedAt,
				data: { step: 1, step_name: steps[0] },
			},
		],
	})),
	...chargeAnswers,
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
	TARIFF_MISSING: { station: 'Charging station' },
	CONNECTOR_UNKNOWN: { station: 'EvLiter Charging Hub - Victoria Island', connector: 'connector-9' },
	STEP_NOT_OPEN: { step: 'report', state: 'waiting' },
};

/** The body of the answer to a refusal. */
export function exampleRefusal(code: string) {
	const refusal = refuse(code, exampleParams[code]);
	return refusedBody(refusal, rowOf(code), fieldsOf(refusal));
}
