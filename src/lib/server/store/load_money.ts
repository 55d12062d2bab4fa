import { and, eq, sql, sum } from 'drizzle-orm';
import type { MoneyBucket } from '#lib/ledger/moves.ts';
import { moneyEntries, payments, quotaEntries } from './schema.ts';
import type { Db } from './store.ts';

/** The payments of a session with what of each is still unsold quota or has paid for a service, and the quota they bought. */
export interface SessionMoney {
	readonly payments: readonly {
		readonly paymentId: string;
		readonly currency: string;
		readonly inQuotaMinor: number;
		readonly inServiceMinor: number;
	}[];
	readonly topUps: readonly { readonly serviceId: string; readonly amountMilli: number }[];
}

/** Loads what was paid in a session and what became of it. */
export async function loadSessionMoney(db: Db, sessionId: string): Promise<SessionMoney> {
	const paid = await db
		.select({
			paymentId: payments.id,
			currency: payments.currency,
			inQuotaMinor: sumOf('quota'),
			inServiceMinor: sumOf('service'),
		})
		.from(payments)
		.innerJoin(moneyEntries, eq(moneyEntries.paymentId, payments.id))
		.where(eq(payments.sessionId, sessionId))
		.groupBy(payments.id);
	const topUps = await db
		.select({ serviceId: quotaEntries.serviceId, amountMilli: sum(quotaEntries.amountMilli).mapWith(Number) })
		.from(quotaEntries)
		.where(and(eq(quotaEntries.sessionId, sessionId), eq(quotaEntries.reason, 'top_up')))
		.groupBy(quotaEntries.serviceId);
	return { payments: paid, topUps };
}

function sumOf(bucket: MoneyBucket) {
	return sql<number>`sum(iif(${moneyEntries.bucket} = ${bucket}, ${moneyEntries.amountMinor}, 0))`.mapWith(Number);
}
