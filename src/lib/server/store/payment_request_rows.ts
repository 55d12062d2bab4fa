import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import { paymentRequests } from './schema.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A payment that was asked for. */
export interface PaymentRequestRow {
	readonly id: string;
	readonly planId: string;
	readonly amountMinor: number;
	readonly currency: string;
	readonly actorId: string;
	readonly stationId: string | null;
	/** UTC milliseconds. */
	readonly at: number;
}

/** Stores a request for a payment. */
export function insertPaymentRequest(request: PaymentRequestRow): Statement {
	const { id, planId, amountMinor, currency, actorId, stationId, at } = request;
	return {
		sql: 'INSERT INTO payment_requests (id, plan_id, amount_minor, currency, actor_id, station_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [id, planId, amountMinor, currency, actorId, stationId, at],
	};
}

/** Marks a request as answered by a payment that the same transaction captured. */
export function settlePaymentRequest(settled: { id: string; paymentId: string; at: number }): Statement {
	return {
		sql: 'UPDATE payment_requests SET payment_id = ?, settled_at = ? WHERE id = ?',
		args: [settled.paymentId, settled.at, settled.id],
	};
}

/** An open request of a plan: the named one, else the oldest; null if there is none. */
export async function loadOpenPaymentRequest(
	db: Db,
	wanted: { planId: string; id: string | null },
): Promise<{ id: string; amountMinor: number } | null> {
	const conditions: SQL[] = [eq(paymentRequests.planId, wanted.planId), isNull(paymentRequests.settledAt)];
	if (wanted.id !== null) conditions.push(eq(paymentRequests.id, wanted.id));
	const rows = await db
		.select({ id: paymentRequests.id, amountMinor: paymentRequests.amountMinor })
		.from(paymentRequests)
		.where(and(...conditions))
		.orderBy(asc(paymentRequests.createdAt), asc(paymentRequests.id))
		.limit(1);
	return rows[0] ?? null;
}
