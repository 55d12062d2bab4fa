import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { loadSession } from '../store/load_session.ts';
import { loadMirror, mirrorStatements } from '../store/mirror_rows.ts';
import { archiveSessionRow } from '../store/session_rows.ts';
import { appendNote } from './append_note.ts';
import type { DocumentAccess } from './document_access.ts';
import type { Engine } from './engine.ts';
import { expireSession } from './expire_sessions.ts';
import { runCommand } from './run_command.ts';
import { transact } from './transact.ts';

/** A session that somebody wants put away. */
export interface Archive {
	readonly sessionId: string;
	/** The versions the client says it saw: each has to be the current one. */
	readonly saw: readonly number[];
	readonly access: DocumentAccess;
}

/** Why a session was given up that was deleted while it ran. */
const deletedReason = 'Deleted over the API';

/**
 * Puts a session away: lists no longer show it, its document and events stay. One that still runs is cancelled first, by its kind's own
 * step, so that its money becomes refund due. Again, it changes nothing. Spec: seeds/000 §3.
 */
export async function archiveSession(engine: Engine, archive: Archive): Promise<Result<{ archived: true }>> {
	const session = await loadSession(engine.store.db, archive.sessionId);
	if (!session) return archiveMirror(engine, archive);
	if (!archive.access.allow('session.write', session)) return refuse('SESSION_NOT_FOUND');
	if (session.archivedAt !== undefined) return ok({ archived: true });
	if (archive.saw.some((version) => version !== session.version))
		return refuse('SESSION_MOVED_ON', { current: session.version });
	const ended = await endSession(engine, archive, session);
	if (!ended.ok) return ended;
	const done = await transact(engine, null, async () => {
		const now = await loadSession(engine.store.db, session.id);
		if (!now) return refuse('SESSION_NOT_FOUND');
		if (now.archivedAt !== undefined) return ok({ statements: [], answer: null });
		const at = engine.clock();
		const note = { type: 'session_archived', at } as const;
		const next = appendNote(kindOf(now.kind), now, { note, actorId: archive.access.actor.id });
		return ok({ statements: [...next.statements, archiveSessionRow(now.id, at)], answer: null });
	});
	return done.ok ? ok({ archived: true }) : done;
}

async function endSession(engine: Engine, archive: Archive, session: SessionRecord): Promise<Result<unknown>> {
	if (session.status !== 'active') return ok(null);
	if (session.expiresAt <= engine.clock()) {
		await expireSession(engine, session.id);
		return ok(null);
	}
	const { cancelStep } = kindOf(session.kind);
	const cancelled = await runCommand(engine, {
		...{ sessionId: session.id, actor: archive.access.actor, allow: archive.access.allow },
		...{ step: cancelStep, input: { reason: deletedReason }, key: `archive-${session.version}` },
		version: archive.saw.length > 0 ? session.version : null,
	});
	if (cancelled.ok || cancelled.code === 'SESSION_ENDED' || cancelled.code === 'SESSION_EXPIRED') return ok(null);
	return cancelled.code === 'SESSION_NOT_FOUND' ? refuse('SESSION_STILL_ACTIVE') : cancelled;
}

async function archiveMirror(engine: Engine, { sessionId, saw, access }: Archive): Promise<Result<{ archived: true }>> {
	const done = await transact(engine, null, async () => {
		const mirror = await loadMirror(engine.store.db, sessionId);
		if (!mirror || !access.allowMirror('session.import', mirror.stationId)) return refuse('SESSION_NOT_FOUND');
		if (mirror.archivedAt !== null) return ok({ statements: [], answer: null });
		if (saw.some((version) => version !== mirror.version))
			return refuse('SESSION_MOVED_ON', { current: mirror.version });
		const at = engine.clock();
		const event = { type: 'SESSION_ARCHIVED', data: {}, at };
		const next = { ...mirror, archivedAt: at, seq: mirror.seq + 1 };
		return ok({ statements: mirrorStatements(next, [event], access.actor.id), answer: null });
	});
	return done.ok ? ok({ archived: true }) : done;
}
