import { kindOf } from '#lib/kinds/index.ts';
import { trackEvent } from '#lib/session/track.ts';
import { listSessionHeads, type HeadFilter, type SessionHead } from '../store/list_session_heads.ts';
import { loadEventPage, type StoredEvent } from '../store/load_session.ts';
import { loadMirror, loadMirrorEvents } from '../store/mirror_rows.ts';
import type { KeyedPage, PageKey } from '../store/page_by_key.ts';
import type { DocumentAccess } from './document_access.ts';
import type { Engine } from './engine.ts';
import { documentOf, readSession } from './session_queries.ts';

/** A session's document and its version. */
export interface ReadDocument {
	readonly document: Readonly<Record<string, unknown>>;
	readonly version: number;
}

/** Reads the document of a session, whoever runs it; null if there is none for this reader. */
export async function readDocument(
	engine: Engine,
	id: string,
	{ allow, allowMirror }: DocumentAccess,
): Promise<ReadDocument | null> {
	const session = await readSession(engine, id);
	if (session)
		return allow('session.read', session) ? { document: documentOf(session), version: session.version } : null;
	const mirror = await loadMirror(engine.store.db, id);
	return mirror && allowMirror('session.read', mirror.stationId) ? mirror : null;
}

/** An event of the audit trail. Spec: seeds/000 §5. */
export interface AuditEvent {
	readonly id: string;
	readonly type: string;
	/** UTC milliseconds. */
	readonly at: number;
	readonly data: Readonly<Record<string, unknown>>;
}

/** A part of an audit trail; `next` is what the part after it follows, null on the last. */
export interface AuditPage {
	readonly events: readonly AuditEvent[];
	readonly next: number | null;
}

/** The audit trail of a session after a number, first to last; null if there is no such session for this reader. */
export async function readAudit(
	engine: Engine,
	id: string,
	{ access, after, limit }: { access: DocumentAccess; after: number; limit: number },
): Promise<AuditPage | null> {
	const { db } = engine.store;
	const page = { after, limit: limit + 1 };
	const session = await readSession(engine, id);
	if (session) {
		if (!access.allow('session.read', session)) return null;
		const kind = kindOf(session.kind);
		const told = (event: StoredEvent) => trackEvent(kind, { ...event.data, type: event.type, at: event.at });
		return auditPage(await loadEventPage(db, id, page), limit, told);
	}
	const mirror = await loadMirror(db, id);
	if (!mirror || !access.allowMirror('session.read', mirror.stationId)) return null;
	return auditPage(await loadMirrorEvents(db, id, page), limit, ({ type, data }) => [{ type, data }]);
}

function auditPage(
	stored: readonly StoredEvent[],
	limit: number,
	told: (event: StoredEvent) => readonly Pick<AuditEvent, 'type' | 'data'>[],
): AuditPage {
	const shown = stored.slice(0, limit);
	const events = shown.flatMap((event) =>
		told(event).map((one, i) => ({ ...one, id: eventId(event.seq, i), at: event.at })),
	);
	return { events, next: stored.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}

/** One stored event may be several in the trail: the further ones bear its number with a letter. */
function eventId(seq: number, index: number): string {
	return `evt-${String(seq).padStart(3, '0')}${index === 0 ? '' : String.fromCharCode(97 + index)}`;
}

/** A session in a list, with the `session_type` of its documents. */
export interface ListedHead extends SessionHead {
	readonly sessionType: string;
}

/** A page of the sessions that a filter covers, the newest first. */
export async function listHeads(
	engine: Engine,
	filter: Omit<HeadFilter, 'now'>,
	page: { readonly after?: PageKey | undefined; readonly limit: number },
): Promise<KeyedPage<ListedHead>> {
	const { rows, ...keys } = await listSessionHeads(engine.store.db, { ...filter, now: engine.clock() }, page);
	return { ...keys, rows: rows.map((head) => ({ ...head, sessionType: kindOf(head.kind).documentType })) };
}
