import { and, desc, eq, gt } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { loadSession } from '../store/load_session.ts';
import { sessions } from '../store/schema.ts';
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

/** Sessions of a station that can be resumed, newest first. */
export async function listOpenSessions(engine: Engine, stationId: string | null): Promise<SessionRecord[]> {
	if (stationId === null) return [];
	const rows = await engine.store.db
		.select({ snapshot: sessions.snapshot })
		.from(sessions)
		.where(
			and(eq(sessions.stationId, stationId), eq(sessions.status, 'active'), gt(sessions.expiresAt, engine.clock())),
		)
		.orderBy(desc(sessions.updatedAt))
		.limit(listLimit);
	return rows.map((row) => JSON.parse(row.snapshot) as SessionRecord);
}
