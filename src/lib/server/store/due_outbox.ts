import { and, asc, isNull, lte } from 'drizzle-orm';
import { outbox } from './schema.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A message whose delivery is due. */
export interface DueMessage {
	readonly id: string;
	readonly kind: string;
	readonly payload: unknown;
	readonly attempts: number;
}

/** Loads the oldest messages that are due. */
export async function loadDueOutbox(db: Db, now: number, limit: number): Promise<DueMessage[]> {
	const rows = await db
		.select()
		.from(outbox)
		.where(and(isNull(outbox.doneAt), lte(outbox.nextAttemptAt, now)))
		.orderBy(asc(outbox.nextAttemptAt))
		.limit(limit);
	return rows.map(({ id, kind, payloadJson, attempts }) => ({
		id,
		kind,
		payload: JSON.parse(payloadJson) as unknown,
		attempts,
	}));
}

/** Marks a message as delivered. */
export function outboxDone(id: string, at: number): Statement {
	return {
		sql: 'UPDATE outbox SET done_at = ?, attempts = attempts + 1, last_error = NULL WHERE id = ?',
		args: [at, id],
	};
}

/** Puts a message off after a failed delivery. */
export function outboxFailed(id: string, nextAttemptAt: number, error: string): Statement {
	return {
		sql: 'UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ?, last_error = ? WHERE id = ?',
		args: [nextAttemptAt, error.slice(0, 500), id],
	};
}
