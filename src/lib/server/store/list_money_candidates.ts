import { and, eq, inArray, sql } from 'drizzle-orm';
import { moneyEntries, payments, sessions } from './schema.ts';
import { refundDecisions, refundProposals } from './schema_payments.ts';
import type { Db } from './store.ts';

/**
 * Why a payment is in a list: money is to be given back and nobody has proposed how; a proposal waits for the reader, or is the reader's own;
 * money counts as quota although its session is open or has ended without service.
 */
export type MoneyState = 'due' | 'approve' | 'proposed' | 'quota';

/** The condition that a proposal waits for its decision. */
export const isUndecided = sql`not exists (
	select 1 from ${refundDecisions} where ${refundDecisions.paymentId} = ${refundProposals.paymentId}
	and ${refundDecisions.seq} = ${refundProposals.seq})`;

const sum = sql<number>`sum(${moneyEntries.amountMinor})`;
const firstAt = sql<number>`min(${moneyEntries.at})`;

/** What was credited to the plan by two people is settled. */
const creditedMinor = sql<number>`coalesce((
	select sum(p.amount_minor) from ${refundProposals} p join ${refundDecisions} d on d.payment_id = p.payment_id and d.seq = p.seq
	where p.payment_id = ${payments.id} and p.kind = 'credit' and d.outcome = 'approved'), 0)`;

/** Sessions that are open or have ended without service, in the words of the partial indexes of both. */
const unservedSessions = sql`(
	select id from ${sessions} where status = 'active'
	union all select id from ${sessions} where status in ('cancelled', 'expired', 'no_show'))`;

/** The payments that may be in a state, each once, since when, and with the money that the state is about. */
export function candidatesOf(db: Db, state: MoneyState) {
	switch (state) {
		case 'due':
			return db
				.select({
					paymentId: sql<string>`${moneyEntries.paymentId}`.as('candidate_id'),
					sinceAt: firstAt.as('since_at'),
					stateMinor: sum.as('state_minor'),
				})
				.from(moneyEntries)
				.where(sql`bucket = 'refund_due'`)
				.groupBy(moneyEntries.paymentId)
				.having(sql`${sum} > 0`)
				.as('candidate');
		case 'approve':
		case 'proposed':
			return db
				.select({
					paymentId: sql<string>`${refundProposals.paymentId}`.as('candidate_id'),
					sinceAt: sql<number>`${refundProposals.at}`.as('since_at'),
					stateMinor: sql<number>`${refundProposals.amountMinor}`.as('state_minor'),
				})
				.from(refundProposals)
				.where(isUndecided)
				.as('candidate');
		case 'quota': {
			const heldMinor = sql<number>`(${sum} - ${creditedMinor})`;
			return db
				.select({
					paymentId: sql<string>`${payments.id}`.as('candidate_id'),
					sinceAt: firstAt.as('since_at'),
					stateMinor: heldMinor.as('state_minor'),
				})
				.from(payments)
				.innerJoin(moneyEntries, and(eq(moneyEntries.paymentId, payments.id), sql`bucket = 'quota'`))
				.where(inArray(payments.sessionId, unservedSessions))
				.groupBy(payments.id)
				.having(sql`${heldMinor} > 0`)
				.as('candidate');
		}
	}
}
