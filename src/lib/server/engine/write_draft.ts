import type { Permission } from '#lib/kernel/permission.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { draftPatch, printDocument, type AskedDocument } from '#lib/session/draft.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { openSession, parseInput } from '#lib/session/take_step.ts';
import { loadSession } from '../store/load_session.ts';
import { appendNote } from './append_note.ts';
import type { Engine } from './engine.ts';
import { transact, type RequestKey } from './transact.ts';

/** What is answered to whoever wrote: the session and the version it has now. */
export interface SavedSession {
	readonly id: string;
	readonly version: number;
}

/** A document that somebody wants a session to have. */
export interface DraftWrite {
	readonly sessionId: string;
	readonly asked: AskedDocument;
	/** The versions the client says it saw: each has to be the current one. */
	readonly saw: readonly number[];
	readonly actor: Pick<Actor, 'id'>;
	readonly allow: (permission: Permission, session: SessionRecord) => boolean;
	/** What the request is known by for ever; null where a repeat may be decided anew. */
	readonly request: RequestKey | null;
}

/**
 * Writes the drafts of a session: version + 1, or the current one where nothing changes.
 * Refuses what the server owns, a stale version, and a document that would not be one of its kind. Spec: seeds/000 §3.
 */
export async function writeDraft(engine: Engine, write: DraftWrite): Promise<Result<SavedSession>> {
	const done = await transact(engine, write.request, () => attempt(engine, write));
	return done.ok ? ok(done.value.answer) : done;
}

async function attempt(engine: Engine, { sessionId, asked, saw, actor, allow }: DraftWrite) {
	const session = await loadSession(engine.store.db, sessionId);
	if (!session || !allow('session.write', session)) return refuse('SESSION_NOT_FOUND');
	if (saw.some((version) => version !== session.version))
		return refuse('SESSION_MOVED_ON', { current: session.version });
	const at = engine.clock();
	const open = openSession(session, at);
	if (!open.ok) return open;
	const kind = kindOf(session.kind);
	const patch = draftPatch(kind, session, asked);
	if (!patch.ok) return patch;
	if (!patch.value) return ok({ statements: [], answer: { id: session.id, version: session.version } });
	const note = { type: 'draft_saved', at, patch: patch.value } as const;
	const next = appendNote(kind, session, { note, actorId: actor.id });
	const valid = parseInput(kind.documentSchema, printDocument(kind, next.session));
	if (!valid.ok) return valid;
	return ok({ statements: next.statements, answer: { id: session.id, version: next.session.version } });
}
