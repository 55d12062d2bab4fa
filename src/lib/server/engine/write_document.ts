import * as v from 'valibot';
import type { JsonObject } from '#lib/kernel/json.ts';
import { refuse, type Result } from '#lib/kernel/result.ts';
import { boundedInteger, idText } from '#lib/kernel/schemas.ts';
import { kindOfDocument } from '#lib/kinds/index.ts';
import { deviceInfoSchema } from '#lib/session/document_schema.ts';
import { parseInput } from '#lib/session/take_step.ts';
import { loadSession } from '../store/load_session.ts';
import { loadMirror } from '../store/mirror_rows.ts';
import { bodyHash } from './body_hash.ts';
import type { DocumentAccess } from './document_access.ts';
import type { Engine } from './engine.ts';
import { patchMirror, saveMirror } from './mirror_session.ts';
import { saveSession } from './save_session.ts';
import type { RequestKey } from './transact.ts';
import { writeDraft, type SavedSession } from './write_draft.ts';

/** What a client sends of a session, and how it names the request. */
export interface DocumentRequest {
	readonly access: DocumentAccess;
	readonly document: JsonObject;
	/** Versions that the client says it saw, beside the one in the document. */
	readonly saw: readonly number[];
	/** The client's own name of the request; null where it has none. */
	readonly key: string | null;
}

const versionSchema = boundedInteger(1, Number.MAX_SAFE_INTEGER);

/** What the server has to know of a document before it knows its kind. */
export const savedHead = v.looseObject({
	session_id: idText,
	session_type: v.pipe(v.string(), v.maxLength(60)),
	version: v.optional(versionSchema, 1),
	device_info: deviceInfoSchema,
});

/** What the server has to know of a patch before it knows the session. */
export const patchHead = v.looseObject({ version: v.optional(versionSchema) });

/**
 * Saves a whole document: of a session that runs here, or, from an account that imports, of one of another backend.
 * The same id, version and body again get the same answer, once. Spec: seeds/000 §3.
 */
export async function saveDocument(engine: Engine, request: DocumentRequest): Promise<Result<SavedSession>> {
	const { access, document, saw } = request;
	const head = parseInput(savedHead, document);
	if (!head.ok) return head;
	const { session_id: id, session_type: type, version, device_info: device } = head.value;
	const kind = kindOfDocument(type);
	if (!kind) return refuse('INPUT_INVALID', { path: 'session_type', issue: 'There is no such type of session' });
	const named = namedRequest(request, 'POST');
	if (!(await isImport(engine, id, access)))
		return saveSession(engine, { ...access, id, kind, document, version, saw, device, request: named });
	const hash = bodyHash(document);
	const saved = await saveMirror(engine, {
		...{ id, kind, document, version, saw, actorId: access.actor.id },
		request: named ?? { scope: `mirror:${id}/${access.actor.id}`, key: `version:${version}`, bodyHash: hash },
		allow: (stationId) => access.allowMirror('session.import', stationId),
	});
	if (saved.ok || named || saved.code !== 'IDEMPOTENCY_KEY_REUSED') return saved;
	return refuse('SESSION_MOVED_ON', { current: (await loadMirror(engine.store.db, id))?.version ?? null });
}

/** An account that imports speaks of sessions of other backends, except where one of that id runs here. */
async function isImport(engine: Engine, id: string, access: DocumentAccess): Promise<boolean> {
	return access.mayInShift('session.import') && (await loadSession(engine.store.db, id)) === null;
}

/**
 * Merges a patch (RFC 7396) into a session's document: version + 1, or the current one where nothing changes.
 * `version` in the patch is the one the client saw. Spec: seeds/000 §3.
 */
export async function patchDocument(
	engine: Engine,
	id: string,
	request: DocumentRequest,
): Promise<Result<SavedSession>> {
	const { access } = request;
	const head = parseInput(patchHead, request.document);
	if (!head.ok) return head;
	const { version: _version, ...patch } = request.document;
	const saw = head.value.version === undefined ? request.saw : [...request.saw, head.value.version];
	const named = namedRequest(request, `PATCH ${id}`);
	const mirror = (await loadSession(engine.store.db, id)) ? null : await loadMirror(engine.store.db, id);
	if (!mirror) {
		const asked = { document: patch, whole: false };
		return writeDraft(engine, { ...access, sessionId: id, asked, saw, request: named });
	}
	if (!access.allowMirror('session.import', mirror.stationId))
		return refuse(access.allowMirror('session.read', mirror.stationId) ? 'SESSION_MIRRORED' : 'SESSION_NOT_FOUND');
	return patchMirror(engine, {
		...{ id, patch, saw, actorId: access.actor.id, request: named },
		allow: (stationId) => access.allowMirror('session.import', stationId),
	});
}

function namedRequest({ access, document, saw, key }: DocumentRequest, what: string): RequestKey | null {
	if (key === null) return null;
	return { scope: `documents:${access.actor.id}`, key, bodyHash: bodyHash({ what, document, saw }) };
}
