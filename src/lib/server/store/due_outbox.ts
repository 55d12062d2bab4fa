import { and, asc, eq, isNotNull, isNull, lte, sql, type SQL } from 'drizzle-orm';
import { outbox } from './schema_machine.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A message whose delivery is due. */
export interface DueMessage {
	readonly id: string;
	readonly kind: string;
	readonly payload: unknown;
	readonly attempts: number;
}

/** Loads the oldest messages of a kind that are due and not given up. */
export async function loadDueOutbox(db: Db, due: { kind: string; now: number; limit: number }): Promise<DueMessage[]> {
	const rows = await db
		.select()
		.from(outbox)
		.where(
			and(eq(outbox.kind, due.kind), isNull(outbox.doneAt), isNull(outbox.stuckAt), lte(outbox.nextAttemptAt, due.now)),
		)
		.orderBy(asc(outbox.nextAttemptAt))
		.limit(due.limit);
	return rows.map(({ id, kind, payloadJson, attempts }) => ({
		id,
		kind,
		payload: JSON.parse(payloadJson) as unknown,
		attempts,
	}));
}

/** True while the ERP has yet to hear of a payment of the plan, or would not hear of it. In the words of the indexes of what has not been delivered. */
export async function hasUntoldPayment(db: Db, planId: string): Promise<boolean> {
	const isThere = async (stuck: SQL) => {
		const isPayment = sql`json_extract(${outbox.payloadJson}, '$.task.type') = 'payment'`;
		const rows = await db
			.select({ id: outbox.id })
			.from(outbox)
			.where(and(eq(outbox.kind, 'erp'), isNull(outbox.doneAt), stuck, eq(outbox.subject, planId), isPayment))
			.limit(1);
		return rows.length > 0;
	};
	return (await isThere(isNull(outbox.stuckAt))) || (await isThere(isNotNull(outbox.stuckAt)));
}

/** Marks a message as delivered. */
export function outboxDone(id: string, at: number): Statement {
	return {
		sql: 'UPDATE outbox SET done_at = ?, attempts = attempts + 1, last_error = NULL, stuck_at = NULL WHERE id = ?',
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

/** Gives a message up until a person sees to it. */
export function outboxStuck(id: string, at: number, error: string): Statement {
	return {
		sql: 'UPDATE outbox SET attempts = attempts + 1, stuck_at = ?, last_error = ? WHERE id = ?',
		args: [at, error.slice(0, 500), id],
	};
}
