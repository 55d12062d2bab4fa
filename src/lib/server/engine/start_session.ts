import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { isSessionKind, kinds } from '#lib/kinds/index.ts';
import { startSession } from '#lib/session/fold.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { DeviceInfo, SessionRecord } from '#lib/session/record.ts';
import { insertEvent, insertSession } from '../store/session_rows.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import { sessionAt } from './session_at.ts';
import { transact } from './transact.ts';

/** Begins a session of a kind at the actor's station. The same key again answers the same session. */
export async function beginSession(
	engine: Engine,
	begin: { kind: string; actor: Actor; device: DeviceInfo; key: string },
): Promise<Result<SessionRecord>> {
	const { actor, device } = begin;
	if (!isSessionKind(begin.kind)) return refuse('KIND_UNKNOWN', { kind: begin.kind });
	if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
	const kind = kinds[begin.kind];
	const request = { scope: `begin:${actor.id}`, key: begin.key, bodyHash: bodyHash({ kind: begin.kind }) };
	const done = await transact(engine, request, () => {
		const at = engine.clock();
		const started = { device, actor: { type: actor.role, id: actor.id, name: actor.name, station: actor.stationId } };
		const session = startSession(kind, { id: engine.ids(kind.idPrefix), at, ...started });
		const created = insertEvent(session.id, 1, { type: 'session_created', at, actorId: actor.id, ...started });
		const statements = [insertSession(session, kind.summary(session.data)), created];
		return Promise.resolve(ok({ statements, answer: { id: session.id }, session }));
	});
	if (!done.ok) return done;
	const { answer, draft } = done.value;
	return ok(draft?.session ?? (await sessionAt(engine, answer.id, 1)));
}
