import type { JsonObject } from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { isSessionKind, kinds, type AnyKind } from '#lib/kinds/index.ts';
import { startSession } from '#lib/session/fold.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { DeviceInfo, SessionRecord } from '#lib/session/record.ts';
import { insertEvent, insertSession } from '../store/session_rows.ts';
import type { Statement } from '../store/statement.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import { sessionAt } from './session_at.ts';
import { transact } from './transact.ts';

/** What a session begins with. */
interface NewSession {
	readonly id: string;
	readonly actor: Actor;
	readonly device: DeviceInfo;
	/** UTC milliseconds. */
	readonly at: number;
	readonly draft?: JsonObject;
}

/** A session at its actor's station, as it is before its first step, and the statements that make it so. */
export function newSession(
	kind: AnyKind,
	{ id, at, actor, device, draft }: NewSession,
): { session: SessionRecord; statements: Statement[] } {
	const started = {
		device,
		actor: { type: actor.role, id: actor.id, name: actor.name, station: actor.stationId },
		...(draft && { draft }),
	};
	const session: SessionRecord = startSession(kind, { id, at, ...started });
	const created = insertEvent(id, 1, { type: 'session_created', at, actorId: actor.id, ...started });
	return { session, statements: [insertSession(session, kind.summary(session.data)), created] };
}

/** Begins a session of a kind at the actor's station. The same key again answers the same session. */
export async function beginSession(
	engine: Engine,
	begin: { kind: string; actor: Actor; device: DeviceInfo; key: string },
): Promise<Result<SessionRecord>> {
	const { actor, device } = begin;
	if (!isSessionKind(begin.kind)) return refuse('KIND_UNKNOWN', { kind: begin.kind });
	if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
	const kind: AnyKind = kinds[begin.kind];
	if (kind.begins === 'operation') return refuse('KIND_UNKNOWN', { kind: begin.kind });
	const request = { scope: `begin:${actor.id}`, key: begin.key, bodyHash: bodyHash({ kind: begin.kind }) };
	const done = await transact(engine, request, () => {
		const begun = newSession(kind, { id: engine.ids(kind.idPrefix), at: engine.clock(), actor, device });
		return Promise.resolve(ok({ ...begun, answer: { id: begun.session.id } }));
	});
	if (!done.ok) return done;
	const { answer, draft } = done.value;
	return ok(draft?.session ?? (await sessionAt(engine, answer.id, 1)));
}
