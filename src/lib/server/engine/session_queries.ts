import { kindOf } from '#lib/kinds/index.ts';
import { printDocument } from '#lib/session/draft.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { loadSession } from '../store/load_session.ts';
import type { Engine } from './engine.ts';

/** Reads a session; null if there is none. An open one whose time is over reads as expired. */
export async function readSession(engine: Engine, id: string): Promise<SessionRecord | null> {
	const session = await loadSession(engine.store.db, id);
	if (!session) return null;
	return session.status === 'active' && session.expiresAt <= engine.clock()
		? { ...session, status: 'expired' }
		: session;
}

/** A session in the JSON shape of its kind's spec. */
export function documentOf(session: SessionRecord): Record<string, unknown> {
	return printDocument(kindOf(session.kind), session);
}
