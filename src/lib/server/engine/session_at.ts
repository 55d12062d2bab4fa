import { FaultError } from '#lib/kernel/fault.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { foldEvents, startSession, type SessionStart } from '#lib/session/fold.ts';
import type { SessionEvent } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { loadEvents, loadSession } from '../store/load_session.ts';
import type { Engine } from './engine.ts';

/** The session as it stood at a version: its snapshot if it is still there, else folded from its events. */
export async function sessionAt(engine: Engine, id: string, version: number): Promise<SessionRecord> {
	const session = await loadSession(engine.store.db, id);
	if (!session) throw new FaultError('store', `Session ${id} has an answer but no row`);
	if (session.version === version) return session;
	const [created, ...events] = await loadEvents(engine.store.db, id, version);
	if (!created) throw new FaultError('store', `Session ${id} has no events`);
	const start = { id, at: created.at, ...(created.data as unknown as Pick<SessionStart, 'device' | 'actor'>) };
	const kind = kindOf(session.kind);
	return foldEvents(
		kind,
		startSession(kind, start),
		events.map(({ type, at, data }): SessionEvent => ({ ...data, type, at })),
	);
}
