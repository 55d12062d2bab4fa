import { and, asc, eq, lte } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { idempotency, sessionEvents, sessions } from './schema.ts';
import type { Db } from './store.ts';

/** Loads a session's snapshot; null if there is none. */
export async function loadSession(db: Db, id: string): Promise<SessionRecord | null> {
	const rows = await db.select({ snapshot: sessions.snapshot }).from(sessions).where(eq(sessions.id, id)).limit(1);
	return rows[0] ? (JSON.parse(rows[0].snapshot) as SessionRecord) : null;
}

/** An event as it is stored. */
export interface StoredEvent {
	readonly seq: number;
	readonly type: string;
	readonly at: number;
	readonly actorId: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** Loads the events of a session up to a version, first to last. */
export async function loadEvents(db: Db, sessionId: string, upTo = Number.MAX_SAFE_INTEGER): Promise<StoredEvent[]> {
	const rows = await db
		.select()
		.from(sessionEvents)
		.where(and(eq(sessionEvents.sessionId, sessionId), lte(sessionEvents.seq, upTo)))
		.orderBy(asc(sessionEvents.seq));
	return rows.map(({ seq, type, at, actorId, dataJson }) => ({
		seq,
		type,
		at,
		actorId,
		data: JSON.parse(dataJson) as Record<string, unknown>,
	}));
}

/** The stored answer of a request, or null if it has not been answered. */
export async function loadAnswer(
	db: Db,
	scope: string,
	key: string,
): Promise<{ bodyHash: string; answer: unknown } | null> {
	const rows = await db
		.select()
		.from(idempotency)
		.where(and(eq(idempotency.scope, scope), eq(idempotency.key, key)))
		.limit(1);
	return rows[0] ? { bodyHash: rows[0].bodyHash, answer: JSON.parse(rows[0].answerJson) as unknown } : null;
}
