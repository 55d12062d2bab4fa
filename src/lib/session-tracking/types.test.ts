import * as v from 'valibot';
import { expect, expectTypeOf, test } from 'vitest';
import { saleDocumentSchema } from '#lib/kinds/sale/document_schema.ts';
import { completeSaleDocument } from '#lib/kinds/sale/spec_document.ts';
import { kinds, type AnyKind } from '#lib/kinds/index.ts';
import { completeDocument } from '#lib/kinds/swap/spec_documents.ts';
import { archivedAnswer, eventsAnswer, listAnswer, savedAnswer } from '#lib/protocol/session_answers.ts';
import type {
	ArchivedSession,
	AttendantSwapSession,
	ChargingSession,
	DeviceInfo,
	FlowError,
	FlowState,
	ReadSession,
	RecoveryPrompt,
	SalesRegistrationSession,
	SavedSession,
	SessionAudit,
	SessionAuditEvent,
	SessionDocument,
	SessionList,
	SessionListItem,
	SessionMetadata,
	SessionPatch,
	SessionType,
	StepStatus,
} from './types.ts';

/** The structures that seeds/000 prints, held against the types (by the compiler) and the schemas they are made from. */

type Loose<T> = { -readonly [K in keyof T]: T[K] };

const at = '2025-12-09T10:45:30.000Z';
const id = 'sales-sess-abc123-def456';

const listed: SessionListItem = {
	session_id: id,
	session_type: 'SALES_REGISTRATION',
	current_step: 5,
	customer_name: 'Jane Smith',
	updated_at: at,
};
const told: SessionAuditEvent[] = [
	{ event_id: 'evt-001', event_type: 'SESSION_CREATED', timestamp: at, data: {} },
	{ event_id: 'evt-002', event_type: 'STEP_COMPLETED', timestamp: at, data: { step: 1, step_name: 'Customer Info' } },
	{ event_id: 'evt-005', event_type: 'SESSION_RECOVERED', timestamp: at, data: { recovered_from_step: 5 } },
];

test('the documents of the specification are documents', () => {
	const sale = v.parse(saleDocumentSchema, completeSaleDocument) satisfies SalesRegistrationSession;
	const swap = v.parse(kinds.swap.documentSchema, completeDocument) as AttendantSwapSession;
	expect([sale, swap]).toEqual([completeSaleDocument, completeDocument]);
	const read: ReadSession = { success: true, session: sale };
	expectTypeOf(read.session).toEqualTypeOf<SessionDocument>();
	expectTypeOf<SessionType>().toEqualTypeOf<'ATTENDANT_SWAP' | 'SALES_REGISTRATION'>();
	expectTypeOf<Loose<DeviceInfo>>().toEqualTypeOf<
		Record<'device_id' | 'app_version' | 'platform' | 'locale', string>
	>();
	expectTypeOf<FlowState['step_statuses'][string]>().toEqualTypeOf<StepStatus>();
	expectTypeOf<keyof SessionMetadata>().toEqualTypeOf<
		'last_action' | 'last_action_at' | 'error_count' | 'retry_count' | 'session_duration_seconds'
	>();
});

test('every kind’s documents are typed', () => {
	const typed: Record<SessionType, true> = { ATTENDANT_SWAP: true, SALES_REGISTRATION: true };
	const written = Object.values<AnyKind>(kinds).filter(({ begins }) => begins !== 'operation');
	expect(Object.keys(typed)).toEqual(expect.arrayContaining(written.map((kind) => kind.documentType)));
	expectTypeOf<ChargingSession['status']>().toEqualTypeOf<
		'active' | 'completed' | 'cancelled' | 'no_show' | 'expired'
	>();
});

test('the answers of the specification are answers', () => {
	const saved: SavedSession = { success: true, session_id: id, version: 3 };
	const list: SessionList = { success: true, sessions: [listed] };
	const audit: SessionAudit = { success: true, session_id: id, events: told };
	const archived: ArchivedSession = { success: true, archived: true };
	expect(v.parse(savedAnswer, saved)).toEqual(saved);
	expect(v.parse(listAnswer, list)).toEqual(list);
	expect(v.parse(eventsAnswer, audit)).toEqual(audit);
	expect(v.parse(archivedAnswer, archived)).toEqual(archived);
});

test('patch, flow error and recovery prompt of the specification are as typed', () => {
	const patch: SessionPatch = { flow_state: { current_step: 5 }, payment_state: { payment_confirmed: true } };
	const reset: SessionPatch<AttendantSwapSession> = { version: 4, ble_state: null };
	const prompt: RecoveryPrompt = {
		session_id: id,
		session_type: 'SALES_REGISTRATION',
		summary: {
			customer_name: 'Jane Smith',
			current_step: 5,
			step_name: 'Payment',
			last_action: 'Payment initiated',
			saved_ago: '15 minutes ago',
		},
		can_resume: true,
		resume_warnings: [],
	};
	const error: FlowError = {
		step: 2,
		error_code: 'BATTERY_MISMATCH',
		message: 'Battery does not belong to this customer',
		details: 'Scanned: ...100049 | Expected: ...100042',
		timestamp: '2025-12-09T14:06:00.000Z',
		recoverable: true,
		recovery_action: 'RESCAN_BATTERY',
	};
	const document = { ...completeDocument, flow_error: error };
	expect(v.safeParse(kinds.swap.documentSchema, document).issues).toBeUndefined();
	expect([patch, reset, prompt].every((value) => JSON.stringify(value).length > 2)).toBe(true);
	// @ts-expect-error -- a step is a number
	expect({ flow_state: { current_step: 'five' } } satisfies SessionPatch).toBeDefined();
});
