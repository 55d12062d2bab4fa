import { and, eq, ne, sql } from 'drizzle-orm';
import { preparedQuery } from './prepared_query.ts';
import { sessions } from './schema.ts';
import { sessionEvents } from './schema_session_events.ts';
import { users } from './schema_people.ts';
import type { Db } from './store.ts';

/** How far a session has come. */
export interface SessionVersion {
	readonly version: number;
	/** Name of the person whose step made this version; null where a provider, an operation or the clock did. */
	readonly by: string | null;
}

/** The version of a session, and who made it; null if there is no such session. It reads three rows by key, so that it may be asked every second. */
export async function loadSessionVersion(db: Db, sessionId: string): Promise<SessionVersion | null> {
	return (await versionById(db).get({ sessionId })) ?? null;
}

const versionById = preparedQuery((db) =>
	db
		.select({ version: sessions.version, by: users.name })
		.from(sessions)
		.leftJoin(sessionEvents, and(eq(sessionEvents.sessionId, sessions.id), eq(sessionEvents.seq, sessions.version)))
		.leftJoin(users, and(eq(users.id, sessionEvents.actorId), ne(users.role, 'service')))
		.where(eq(sessions.id, sql.placeholder('sessionId')))
		.prepare(),
);
