import { and, desc, eq, isNull, type SQL } from 'drizzle-orm';
import { paymentRequests } from './schema_payments.ts';
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

/** Stores a request for a payment; it takes the place of what was asked for before and not paid. */
export function insertPaymentRequest(request: PaymentRequestRow): Statement[] {
	const { id, planId, amountMinor, currency, actorId, stationId, at } = request;
	return [
		{
			sql: 'UPDATE payment_requests SET settled_at = ? WHERE plan_id = ? AND settled_at IS NULL',
			args: [at, planId],
		},
		{
			sql: 'INSERT INTO payment_requests (id, plan_id, amount_minor, currency, actor_id, station_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
			args: [id, planId, amountMinor, currency, actorId, stationId, at],
		},
	];
}

/** A payment that the same transaction captured answers a request: in full, or the rest stays asked for. */
export function answerPaymentRequest(
	request: { readonly id: string; readonly amountMinor: number },
	paid: { readonly paymentId: string; readonly amountMinor: number; readonly at: number },
): Statement {
	if (paid.amountMinor < request.amountMinor)
		return {
			sql: 'UPDATE payment_requests SET amount_minor = ? WHERE id = ?',
			args: [request.amountMinor - paid.amountMinor, request.id],
		};
	return {
		sql: 'UPDATE payment_requests SET payment_id = ?, settled_at = ? WHERE id = ?',
		args: [paid.paymentId, paid.at, request.id],
	};
}

/** The open request of a plan, if it is the named one where one is named; null if there is none. */
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
		.orderBy(desc(paymentRequests.createdAt), desc(paymentRequests.id))
		.limit(1);
	return rows[0] ?? null;
}
