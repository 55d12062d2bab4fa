import type { Permission } from '#lib/kernel/permission.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { openSession } from '#lib/session/take_step.ts';
import { loadSession } from '../store/load_session.ts';
import { appendNote } from './append_note.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import { missingSession } from './missing_session.ts';
import { sessionAt } from './session_at.ts';
import { transact } from './transact.ts';

/** A session that somebody goes on with where it was left. */
export interface Recovery {
	readonly sessionId: string;
	readonly actor: Actor;
	/** Unique per attempt; a repeat gets the same answer. */
	readonly key: string;
	readonly allow: (permission: Permission, session: SessionRecord) => boolean;
}

/** Records in the audit trail that a session is resumed, and answers it; refuses one that cannot be. Spec: seeds/000 §4 and §5. */
export async function recoverSession(engine: Engine, recovery: Recovery): Promise<Result<SessionRecord>> {
	const { sessionId, actor, key, allow } = recovery;
	const request = { scope: `recover:${sessionId}/${actor.id}`, key, bodyHash: bodyHash(null) };
	const done = await transact(engine, request, async () => {
		const session = await loadSession(engine.store.db, sessionId);
		if (!session) return missingSession(engine, sessionId, actor.stationId);
		const kind = kindOf(session.kind);
		if (!allow(kind.permission, session)) return refuse('SESSION_NOT_FOUND');
		const at = engine.clock();
		const open = openSession(session, at);
		if (!open.ok) return open;
		const note = { type: 'session_recovered', at, step: session.flow.currentStep } as const;
		const next = appendNote(kind, session, { note, actorId: actor.id });
		return ok({ ...next, answer: { version: next.session.version } });
	});
	if (!done.ok) return done;
	const { answer, draft } = done.value;
	return ok(draft?.session ?? (await sessionAt(engine, sessionId, answer.version)));
}
