import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { preparedQuery } from './prepared_query.ts';
import { sessions } from './schema.ts';
import { sessionEvents } from './schema_session_events.ts';
import { idempotency } from './schema_machine.ts';
import type { Db } from './store.ts';

/** Loads a session's snapshot; null if there is none. */
export async function loadSession(db: Db, id: string): Promise<SessionRecord | null> {
	const row = await snapshotById(db).get({ id });
	return row ? (JSON.parse(row.snapshot) as SessionRecord) : null;
}

const snapshotById = preparedQuery((db) =>
	db
		.select({ snapshot: sessions.snapshot })
		.from(sessions)
		.where(eq(sessions.id, sql.placeholder('id')))
		.prepare(),
);

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
	return loadEventPage(db, sessionId, { after: 0, upTo, limit: -1 });
}

/** Loads the events of a session after a number and up to another, first to last, no more than `limit`; all of them below zero. */
export async function loadEventPage(
	db: Db,
	sessionId: string,
	{ after, upTo = Number.MAX_SAFE_INTEGER, limit }: { after: number; upTo?: number; limit: number },
): Promise<StoredEvent[]> {
	const { seq } = sessionEvents;
	const rows = await db
		.select()
		.from(sessionEvents)
		.where(and(eq(sessionEvents.sessionId, sessionId), gt(seq, after), lte(seq, upTo)))
		.orderBy(asc(seq))
		.limit(limit);
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
	const row = await answerByKey(db).get({ scope, key });
	return row ? { bodyHash: row.bodyHash, answer: JSON.parse(row.answerJson) as unknown } : null;
}

const answerByKey = preparedQuery((db) =>
	db
		.select()
		.from(idempotency)
		.where(and(eq(idempotency.scope, sql.placeholder('scope')), eq(idempotency.key, sql.placeholder('key'))))
		.prepare(),
);
