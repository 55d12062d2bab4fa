import { asc, eq, lte } from 'drizzle-orm';
import { paymentIntents } from './schema_payments.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A payment that a provider was asked for. Instants are UTC milliseconds. */
export type PaymentIntent = typeof paymentIntents.$inferSelect;

/** What is known of an intent before the provider has been asked. */
export type NewIntent = Pick<
	PaymentIntent,
	| 'id'
	| 'planId'
	| 'sessionId'
	| 'stationId'
	| 'actorId'
	| 'method'
	| 'phone'
	| 'amountMinor'
	| 'currency'
	| 'callbackToken'
	| 'accountReference'
	| 'createdAt'
>;

/** When a request is checked first: as planned, or now if its callback was faster than its answer. */
const firstCheck = 'next_check_at = CASE WHEN callback_json IS NULL THEN ? ELSE ? END';

/** Stores an intent before anybody is asked for money, so that whatever comes of it finds it. */
export function insertIntent(intent: NewIntent): Statement {
	return {
		sql: "INSERT INTO payment_intents (id, plan_id, session_id, station_id, actor_id, method, phone, amount_minor, currency, status, callback_token, account_reference, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', ?, ?, ?)",
		args: [
			intent.id,
			intent.planId,
			intent.sessionId,
			intent.stationId,
			intent.actorId,
			intent.method,
			intent.phone,
			intent.amountMinor,
			intent.currency,
			intent.callbackToken,
			intent.accountReference,
			intent.createdAt,
		],
	};
}

/** The provider has accepted it: the phone is asked. It is checked at `nextCheckAt`, and at once where a callback has come before. */
export function intentSent(id: string, sent: { checkoutId: string; at: number; nextCheckAt: number }): Statement {
	return {
		sql: `UPDATE payment_intents SET status = 'sent', checkout_id = ?, sent_at = ?, ${firstCheck} WHERE id = ? AND status = 'created'`,
		args: [sent.checkoutId, sent.at, sent.nextCheckAt, sent.at, id],
	};
}

/** Nobody knows whether the phone was asked: it is looked after until the provider tells, from when an accepted one is. */
export function intentUnknown(id: string, lost: { at: number; nextCheckAt: number }): Statement {
	return {
		sql: `UPDATE payment_intents SET status = 'unknown', ${firstCheck} WHERE id = ? AND status IN ('created', 'sent')`,
		args: [lost.nextCheckAt, lost.at, id],
	};
}

/** It came to nothing. */
export function intentFailed(id: string, failed: { code: string; at: number }): Statement {
	return {
		sql: "UPDATE payment_intents SET status = 'failed', result_code = ?, settled_at = ?, next_check_at = NULL WHERE id = ? AND status <> 'confirmed'",
		args: [failed.code, failed.at, id],
	};
}

/** The money is there. */
export function intentConfirmed(id: string, confirmed: { receipt: string; at: number }): Statement {
	return {
		sql: "UPDATE payment_intents SET status = 'confirmed', result_code = '0', receipt = ?, settled_at = ?, next_check_at = NULL WHERE id = ?",
		args: [confirmed.receipt, confirmed.at, id],
	};
}

/**
 * A callback came: a claim, which makes a check due; at `unansweredCheckAt` where the provider has not answered the request itself yet.
 * An intent that failed before is looked after again.
 */
export function intentCalledBack(
	id: string,
	called: { callback: unknown; at: number; unansweredCheckAt: number },
): Statement {
	return {
		sql: "UPDATE payment_intents SET callback_json = ?, next_check_at = CASE status WHEN 'created' THEN ? ELSE ? END WHERE id = ? AND status <> 'confirmed'",
		args: [JSON.stringify(called.callback), called.unansweredCheckAt, called.at, id],
	};
}

/** It was asked for without news, and is asked for again later; null: not any more. */
export function intentChecked(
	{ id, callbackJson }: Pick<PaymentIntent, 'id' | 'callbackJson'>,
	nextCheckAt: number | null,
): Statement {
	return {
		// A callback that came meanwhile has made a check due, which is not to be put off.
		sql: 'UPDATE payment_intents SET checks = checks + 1, next_check_at = ? WHERE id = ? AND callback_json IS ?',
		args: [nextCheckAt, id, callbackJson],
	};
}

/** Loads an intent by its id; null if there is none. */
export async function loadIntent(db: Db, id: string): Promise<PaymentIntent | null> {
	const rows = await db.select().from(paymentIntents).where(eq(paymentIntents.id, id)).limit(1);
	return rows[0] ?? null;
}

/** The intent whose callbacks come under a token; null if there is none. */
export async function loadIntentByToken(db: Db, token: string): Promise<PaymentIntent | null> {
	const rows = await db.select().from(paymentIntents).where(eq(paymentIntents.callbackToken, token)).limit(1);
	return rows[0] ?? null;
}

/** The intents whose check is due, the longest waiting first. */
export function listDueIntents(db: Db, now: number, limit: number): Promise<PaymentIntent[]> {
	return db
		.select()
		.from(paymentIntents)
		.where(lte(paymentIntents.nextCheckAt, now))
		.orderBy(asc(paymentIntents.nextCheckAt))
		.limit(limit);
}
