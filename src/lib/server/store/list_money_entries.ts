import { and, asc, eq, sql } from 'drizzle-orm';
import type { MoneyBucket } from '#lib/ledger/moves.ts';
import {
	ofStations,
	readProposal,
	type PaymentStations,
	type RefundDecision,
	type RefundProposal,
} from './refund_rows.ts';
import { customers, moneyEntries, payments, plans, sessions } from './schema.ts';
import { refundDecisions, refundProposals } from './schema_payments.ts';
import type { Db } from './store.ts';

/** A payment with whose it is. Instants are UTC milliseconds, amounts minor units. */
export interface LedgerPayment {
	readonly paymentId: string;
	readonly key: string;
	readonly method: string;
	readonly reference: string;
	readonly verification: string;
	readonly currency: string;
	readonly amountMinor: number;
	readonly actorId: string;
	readonly at: number;
	readonly planId: string;
	readonly planName: string;
	readonly customerId: string;
	readonly customerName: string;
	readonly customerPhone: string;
	readonly stationId: string | null;
	readonly sessionId: string | null;
	readonly sessionStatus: string | null;
	readonly sessionStationId: string | null;
}

/** An entry of a payment's money. */
export interface LedgerEntry {
	readonly key: string;
	readonly bucket: MoneyBucket;
	readonly amountMinor: number;
	readonly at: number;
}

/** A proposal with what was decided of it; null while it is open. */
export interface DecidedProposal {
	readonly proposal: RefundProposal;
	readonly decision: Pick<RefundDecision, 'outcome' | 'reason' | 'decidedBy' | 'at'> | null;
}

/** A payment with all that happened to its money, first to last. */
export interface PaymentLedger {
	readonly payment: LedgerPayment;
	readonly entries: readonly LedgerEntry[];
	readonly proposals: readonly DecidedProposal[];
}

/** Loads a payment with its entries and proposals, all of one moment; null if there is none at these stations. */
export async function loadPaymentLedger(
	db: Db,
	{ paymentId, stations }: { paymentId: string; stations: PaymentStations },
): Promise<PaymentLedger | null> {
	const [[payment], entries, proposals] = await db.batch([
		db
			.select({
				paymentId: payments.id,
				key: payments.key,
				method: payments.method,
				reference: payments.reference,
				verification: payments.verification,
				currency: payments.currency,
				amountMinor: payments.amountMinor,
				actorId: payments.actorId,
				at: payments.at,
				planId: payments.planId,
				planName: plans.name,
				customerId: customers.id,
				customerName: customers.name,
				customerPhone: customers.phone,
				stationId: payments.stationId,
				sessionId: payments.sessionId,
				sessionStatus: sessions.status,
				sessionStationId: sessions.stationId,
			})
			.from(payments)
			.innerJoin(plans, eq(plans.id, payments.planId))
			.innerJoin(customers, eq(customers.id, plans.customerId))
			.leftJoin(sessions, eq(sessions.id, payments.sessionId))
			.where(and(eq(payments.id, paymentId), ofStations(stations))),
		db
			.select({
				key: moneyEntries.key,
				bucket: sql<MoneyBucket>`${moneyEntries.bucket}`,
				amountMinor: moneyEntries.amountMinor,
				at: moneyEntries.at,
			})
			.from(moneyEntries)
			.where(eq(moneyEntries.paymentId, paymentId))
			// Entries of one moment stand in the order they were written in.
			.orderBy(asc(moneyEntries.at), sql`rowid`),
		db
			.select({ proposal: refundProposals, decision: refundDecisions })
			.from(refundProposals)
			.leftJoin(
				refundDecisions,
				and(eq(refundDecisions.paymentId, refundProposals.paymentId), eq(refundDecisions.seq, refundProposals.seq)),
			)
			.where(eq(refundProposals.paymentId, paymentId))
			.orderBy(asc(refundProposals.seq)),
	]);
	if (!payment) return null;
	return {
		payment,
		entries,
		proposals: proposals.map(({ proposal, decision }) => ({
			proposal: readProposal(paymentId, proposal),
			decision: decision && {
				outcome: decision.outcome as RefundDecision['outcome'],
				reason: decision.reason,
				decidedBy: decision.decidedBy,
				at: decision.at,
			},
		})),
	};
}
