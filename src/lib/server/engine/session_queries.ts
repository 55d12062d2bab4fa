import { kindOf } from '#lib/kinds/index.ts';
import { printDocument } from '#lib/session/draft.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { listOpenSessions } from '../store/list_open_sessions.ts';
import { loadSession } from '../store/load_session.ts';
import type { Engine } from './engine.ts';

/** The most open sessions a list shows. */
const listLimit = 50;

/** Reads a session; null if there is none. An open one whose time is over reads as expired. */
export async function readSession(engine: Engine, id: string): Promise<SessionRecord | null> {
	const session = await loadSession(engine.store.db, id);
	if (!session) return null;
	return session.status === 'active' && session.expiresAt <= engine.clock()
		? { ...session, status: 'expired' }
		: session;
}

/** Sessions of a station that can be resumed, newest first; none without a station. */
export async function resumableSessions(engine: Engine, stationId: string | null): Promise<SessionRecord[]> {
	if (stationId === null) return [];
	return listOpenSessions(engine.store.db, { stationId, now: engine.clock(), limit: listLimit });
}

/** A session in the JSON shape of its kind's spec. */
export function documentOf(session: SessionRecord): Record<string, unknown> {
	return printDocument(kindOf(session.kind), session);
}
