import type * as v from 'valibot';
import type { chargeDocumentSchema } from '#lib/kinds/charge/document_schema.ts';
import type { saleDocumentSchema } from '#lib/kinds/sale/document_schema.ts';
import type { swapDocumentSchema } from '#lib/kinds/swap/document_schema.ts';
import type {
	archivedAnswer,
	auditedEvent,
	eventsAnswer,
	listAnswer,
	listedSession,
	refusedAnswer,
	savedAnswer,
} from '#lib/protocol/session_answers.ts';

/**
 * The JSON structures of session tracking (seeds/000 §7) for whoever writes a client in TypeScript. Each is made from the schema
 * that the server itself checks by, so that neither can say what the other does not.
 */

/** The document of an attendant's battery swap: every field always, null where unset. Spec: seeds/000 §2. */
export type AttendantSwapSession = v.InferOutput<typeof swapDocumentSchema>;

/** The document of a rider's registration by a salesperson: every field always, null where unset. Spec: seeds/000 §1. */
export type SalesRegistrationSession = v.InferOutput<typeof saleDocumentSchema>;

/** The document of a charging session, which only the server writes: it has no `session_type` and no steps. Spec: seeds/001. */
export type ChargingSession = v.InferOutput<typeof chargeDocumentSchema>;

/** A session document of any type that clients write; `session_type` tells which. */
export type SessionDocument = AttendantSwapSession | SalesRegistrationSession;

/** The types of session that there are documents of. */
export type SessionType = SessionDocument['session_type'];

/** The device a session was begun on; `locale` and `app_version` may be written later. */
export type DeviceInfo = SessionDocument['device_info'];

/** Which step is open, which are completed, and since when. */
export type FlowState = SessionDocument['flow_state'];

/** How one step stands. */
export type StepStatus = FlowState['step_statuses'][string];

/** What went wrong in a step, and what to do next. Spec: seeds/000 §6. */
export type FlowError = NonNullable<AttendantSwapSession['flow_error']>;

/** What was last done, how often it failed or was tried again, and how long it took. */
export type SessionMetadata = SessionDocument['metadata'];

/** What a client may send of a document in a PATCH: any part of it, null to reset a field (RFC 7396); `version` is the one it saw. */
export type SessionPatch<Document = SessionDocument> = Document extends readonly unknown[]
	? Document
	: Document extends object
		? { readonly [Field in keyof Document]?: SessionPatch<Document[Field]> | null }
		: Document;

/** The answer to a saved or patched document. Spec: seeds/000 §3. */
export type SavedSession = v.InferOutput<typeof savedAnswer>;

/** The answer with a document. */
export interface ReadSession<Document extends SessionDocument | ChargingSession = SessionDocument> {
	readonly success: true;
	readonly session: Document;
}

/** A session in a list. */
export type SessionListItem = v.InferOutput<typeof listedSession>;

/** The answer with a list, the newest first. */
export type SessionList = v.InferOutput<typeof listAnswer>;

/** The answer to a deletion. */
export type ArchivedSession = v.InferOutput<typeof archivedAnswer>;

/** An event of the audit trail. Spec: seeds/000 §5. */
export type SessionAuditEvent = v.InferOutput<typeof auditedEvent>;

/** The answer with an audit trail, first to last. */
export type SessionAudit = v.InferOutput<typeof eventsAnswer>;

/** The answer to a request that was refused; nothing has changed. */
export type RefusedRequest = v.InferOutput<typeof refusedAnswer>;

/** What a client shows of a session that can be resumed. Spec: seeds/000 §4. */
export interface RecoveryPrompt {
	readonly session_id: string;
	readonly session_type: SessionType;
	readonly summary: {
		readonly customer_name: string | null;
		readonly current_step: number;
		readonly step_name: string;
		readonly last_action: string;
		readonly saved_ago: string;
	};
	readonly can_resume: boolean;
	readonly resume_warnings: readonly string[];
}
