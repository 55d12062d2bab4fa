import { mergePatch, type JsonObject } from '#lib/kernel/json.ts';
import type { Permission } from '#lib/kernel/permission.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import { draftPatch, printDocument } from '#lib/session/draft.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { DeviceInfo, SessionRecord } from '#lib/session/record.ts';
import { parseInput } from '#lib/session/take_step.ts';
import { loadAnswer, loadSession } from '../store/load_session.ts';
import { loadMirror } from '../store/mirror_rows.ts';
import { bodyHash } from './body_hash.ts';
import { claimSessionId } from './claim_session_id.ts';
import type { Engine } from './engine.ts';
import { newSession } from './start_session.ts';
import { transact, type RequestKey } from './transact.ts';
import { writeDraft, type SavedSession } from './write_draft.ts';

/** A whole document that somebody saves. */
export interface DocumentSave {
	readonly id: string;
	readonly kind: AnyKind;
	readonly document: JsonObject;
	/** The version that the document has. */
	readonly version: number;
	/** Versions that the client says it saw besides. */
	readonly saw: readonly number[];
	readonly device: DeviceInfo;
	readonly actor: Actor;
	readonly allow: (permission: Permission, session: SessionRecord) => boolean;
	/** Whether this person may do this at the station of their shift, or could in one. */
	readonly mayInShift: (permission: Permission) => boolean;
	/** What the client calls the request; null where id and version do. */
	readonly request: RequestKey | null;
}

/**
 * Saves a whole document: begins the session if there is none of its id, by the rules of the page, else writes its drafts.
 * The same id, version and body again get the same answer, once. Spec: seeds/000 §3.
 */
export async function saveSession(engine: Engine, save: DocumentSave): Promise<Result<SavedSession>> {
	const { id, document, version, actor } = save;
	const own = { scope: `save:${id}/${actor.id}`, bodyHash: bodyHash(document) };
	const creation = { ...own, key: 'create' };
	if (!(await loadSession(engine.store.db, id))) {
		const begun = await begin(engine, save, save.request ?? creation);
		// Somebody else was faster: theirs is the session that is written to.
		if (begun.ok || begun.code !== 'SESSION_MOVED_ON') return begun;
	}
	const written = await writeDraft(engine, {
		...{ sessionId: id, actor, allow: save.allow },
		asked: { document, whole: true },
		saw: [version, ...save.saw],
		request: save.request ?? { ...own, key: `from:${version}` },
	});
	if (written.ok || save.request) return told(written);
	const earlier = await loadAnswer(engine.store.db, creation.scope, creation.key);
	if (version === 1 && earlier?.bodyHash === creation.bodyHash) return ok(earlier.answer as SavedSession);
	if (written.code !== 'IDEMPOTENCY_KEY_REUSED') return told(written);
	const current = (await loadSession(engine.store.db, id))?.version ?? null;
	return refuse('SESSION_MOVED_ON', { current });
}

/** Whoever chose an id learns that it is taken, and no more. */
function told(written: Result<SavedSession>): Result<SavedSession> {
	return !written.ok && written.code === 'SESSION_NOT_FOUND' ? refuse('SESSION_ID_TAKEN') : written;
}

async function begin(engine: Engine, save: DocumentSave, request: RequestKey): Promise<Result<SavedSession>> {
	const done = await transact(engine, request, async () => {
		const { id, kind, document, actor, device } = save;
		const { db } = engine.store;
		if (await loadSession(db, id)) return refuse('SESSION_MOVED_ON', { current: null });
		if (await loadMirror(db, id)) return refuse('SESSION_ID_TAKEN');
		if (kind.begins === 'operation') return refuse('NOT_PERMITTED', { what: 'begin such a session' });
		const needed = ['session.write', kind.permission] as const;
		if (!needed.every(save.mayInShift)) return refuse('NOT_PERMITTED', { what: 'begin such a session' });
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		if (save.saw.length > 0) return refuse('SESSION_MOVED_ON', { current: null });
		if (save.version !== 1) return refuse('FIELD_SERVER_OWNED', { path: 'version' });
		const at = engine.clock();
		const { session: empty } = newSession(kind, { id, at, actor, device });
		const patch = draftPatch(kind, empty, { document, whole: true });
		if (!patch.ok) return patch;
		const draft = patch.value && (mergePatch({}, patch.value) as JsonObject);
		const { session, statements } = newSession(kind, { id, at, actor, device, ...(draft && { draft }) });
		const valid = parseInput(kind.documentSchema, printDocument(kind, session));
		if (!valid.ok) return valid;
		return ok({ statements: [...statements, claimSessionId(id, at)], answer: { id, version: 1 } });
	});
	return done.ok ? ok(done.value.answer) : done;
}
