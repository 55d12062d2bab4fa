import * as v from 'valibot';
import { idText, isoInstant } from '#lib/kernel/schemas.ts';

/** What the REST surface of sessions answers. Spec: seeds/000 §3, §5 and §6. */

const anyObject = v.record(v.string(), v.unknown());

/** Where the next page begins, beyond the spec: there only where more follows. */
const nextCursor = v.optional(v.string());

/** To who saved or patched a document. */
export const savedAnswer = v.object({
	success: v.literal(true),
	session_id: idText,
	version: v.pipe(v.number(), v.integer()),
});

/** To who read a session; `session` is the document of its kind. */
export const sessionAnswer = v.object({ success: v.literal(true), session: anyObject });

/** A session in the list. */
export const listedSession = v.object({
	session_id: idText,
	session_type: v.string(),
	current_step: v.pipe(v.number(), v.integer()),
	customer_name: v.nullable(v.string()),
	updated_at: isoInstant,
});

/** To who listed sessions. */
export const listAnswer = v.object({
	success: v.literal(true),
	sessions: v.array(listedSession),
	next_cursor: nextCursor,
});

/** To who deleted a session. */
export const archivedAnswer = v.object({ success: v.literal(true), archived: v.literal(true) });

/** An event of the audit trail. */
export const auditedEvent = v.object({
	event_id: v.string(),
	event_type: v.string(),
	timestamp: isoInstant,
	data: anyObject,
});

/** To who read an audit trail. */
export const eventsAnswer = v.object({
	success: v.literal(true),
	session_id: idText,
	events: v.array(auditedEvent),
	next_cursor: nextCursor,
});

/** To a request that was refused. */
export const refusedAnswer = v.object({
	success: v.literal(false),
	error: v.object({
		code: v.string(),
		message: v.string(),
		recoverable: v.boolean(),
		recovery_action: v.nullable(v.string()),
		path: v.optional(v.string()),
		current_version: v.optional(v.pipe(v.number(), v.integer())),
		retry_after_ms: v.optional(v.number()),
		support_code: v.optional(v.string()),
	}),
});
