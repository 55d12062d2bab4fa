import { createHash } from 'node:crypto';
import { isJsonObject, mergePatch, overlay, valueAt, type JsonObject } from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf, type AnyKind } from '#lib/kinds/index.ts';
import { startSession } from '#lib/session/fold.ts';
import { mirrorEvents, mirrorStatus } from '#lib/session/mirror.ts';
import { parseInput } from '#lib/session/take_step.ts';
import { loadSession } from '../store/load_session.ts';
import { loadMirror, mirrorStatements, type Mirror } from '../store/mirror_rows.ts';
import { claimSessionId } from './claim_session_id.ts';
import type { Engine } from './engine.ts';
import { transact, type RequestKey } from './transact.ts';
import type { SavedSession } from './write_draft.ts';

/** A document of a session that another backend runs. */
export interface MirrorWrite {
	readonly id: string;
	/** The versions the client says it saw: each has to be the current one. */
	readonly saw: readonly number[];
	readonly actorId: string;
	readonly request: RequestKey | null;
	/** True if the service account may import into this station. */
	readonly allow: (stationId: string | null) => boolean;
}

/**
 * Keeps a session of another backend as its document, under the version that the document has: a higher one replaces it, the same
 * or a lower one is refused. No step can be taken in it, and no ledger moves.
 */
export async function saveMirror(
	engine: Engine,
	write: MirrorWrite & { readonly kind: AnyKind; readonly document: JsonObject; readonly version: number },
): Promise<Result<SavedSession>> {
	return stored(engine, write, async (known) => {
		if (!known && (await loadSession(engine.store.db, write.id))) return refuse('SESSION_ID_TAKEN');
		if (known && known.kind !== write.kind.name) return refuse('FIELD_SERVER_OWNED', { path: 'session_type' });
		if (known && known.version >= write.version) return refuse('SESSION_MOVED_ON', { current: known.version });
		return ok({ kind: write.kind, document: { ...write.document, version: write.version } });
	});
}

/** Merges a patch into a mirrored session's document: version + 1. Refuses a stale version. */
export async function patchMirror(
	engine: Engine,
	write: MirrorWrite & { readonly patch: JsonObject },
): Promise<Result<SavedSession>> {
	return stored(engine, write, (known) => {
		if (!known) return refuse('SESSION_NOT_FOUND');
		const merged = mergePatch(known.document, write.patch) as JsonObject;
		for (const path of ['session_id', 'session_type'])
			if (merged[path] !== known.document[path]) return refuse('FIELD_SERVER_OWNED', { path });
		const touched = 'updated_at' in write.patch ? {} : { updated_at: new Date(engine.clock()).toISOString() };
		return ok({ kind: kindOf(known.kind), document: { ...merged, ...touched, version: known.version + 1 } });
	});
}

type Wanted = Result<{ readonly kind: AnyKind; readonly document: JsonObject }>;

async function stored(
	engine: Engine,
	write: MirrorWrite,
	decide: (known: Mirror | null) => Wanted | Promise<Wanted>,
): Promise<Result<SavedSession>> {
	const done = await transact(engine, write.request, async () => {
		const known = await loadMirror(engine.store.db, write.id);
		if (known && !write.allow(known.stationId)) return refuse('SESSION_NOT_FOUND');
		if (write.saw.some((version) => version !== known?.version))
			return refuse('SESSION_MOVED_ON', { current: known?.version ?? null });
		const wanted = await decide(known);
		if (!wanted.ok) return wanted;
		const { kind } = wanted.value;
		const document = completeDocument(kind, write.id, wanted.value.document);
		const valid = parseInput(kind.documentSchema, document);
		if (!valid.ok) return valid;
		const at = engine.clock();
		const events = mirrorEvents(kind, known?.document ?? null, { document, at });
		const mirror = mirrorOf(kind, document, { seq: (known?.seq ?? 0) + events.length, known });
		if (!write.allow(mirror.stationId)) return refuse('NOT_PERMITTED', { what: 'import into this station' });
		const claim = known ? [] : [claimSessionId(write.id, at)];
		return ok({
			statements: [...claim, ...mirrorStatements(mirror, events, write.actorId)],
			answer: { id: write.id, version: mirror.version },
		});
	});
	return done.ok ? ok(done.value.answer) : done;
}

/** The document with every field of its kind: what it leaves out is as in a new session. What opens something is replaced by an opaque reference. */
function completeDocument(kind: AnyKind, id: string, document: JsonObject): JsonObject {
	const nobody = { type: '', id: '', name: '', station: null };
	const device = { device_id: '', app_version: '', platform: '', locale: '' };
	const begun = Date.parse(String(document['created_at']));
	const at = Number.isFinite(begun) ? begun : 0;
	const {
		created_at: _created,
		updated_at: _updated,
		expires_at: _expires,
		...empty
	} = kind.document(startSession(kind, { id, at, device, actor: nobody }));
	const steps = Object.fromEntries(kind.flow.steps.map(({ number }) => [String(number), { status: 'pending' }]));
	const flow = { ...(empty['flow_state'] as JsonObject), step_statuses: steps };
	return withoutTokens(overlay({ ...empty, flow_state: flow }, document)) as JsonObject;
}

function withoutTokens(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutTokens);
	if (!isJsonObject(value)) return value;
	const entries = Object.entries(value).map(([name, inner]) => [name, opaque(name, inner) ?? withoutTokens(inner)]);
	return Object.fromEntries(entries) as JsonObject;
}

function opaque(name: string, value: unknown): string | undefined {
	if (!name.endsWith('_token') || typeof value !== 'string' || value.startsWith('ref_')) return undefined;
	return `ref_${createHash('sha256').update(value).digest('base64url')}`;
}

function mirrorOf(kind: AnyKind, document: JsonObject, { seq, known }: { seq: number; known: Mirror | null }): Mirror {
	const at = (name: string) => Date.parse(String(document[name]));
	return {
		id: String(document['session_id']),
		kind: kind.name,
		status: mirrorStatus(document),
		version: Number(document['version']),
		document,
		seq,
		customerName: kind.customerIn(document),
		stationId: valueAt(document, ['actor', 'station']) as string | null,
		deviceId: valueAt(document, ['device_info', 'device_id']) as string,
		currentStep: valueAt(document, ['flow_state', 'current_step']) as number,
		createdAt: at('created_at'),
		updatedAt: at('updated_at'),
		expiresAt: at('expires_at'),
		archivedAt: known?.archivedAt ?? null,
	};
}
