import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Money } from '#lib/kernel/money.ts';
import { payments, sessions } from './schema.ts';
import { refundDecisions, refundProposals } from './schema_payments.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** Stations whose payments are meant; `*` also means those of no station. */
export type PaymentStations = '*' | readonly string[];

/** What is to become of money: it is paid out, or it buys quota of a service after all. */
export type Settlement =
	| { readonly kind: 'refund'; readonly method: string; readonly reference: string }
	| { readonly kind: 'credit'; readonly serviceId: string };

/** A proposal of a payment; the numbers of a payment's proposals are 1…n. */
export interface RefundProposal {
	readonly paymentId: string;
	readonly seq: number;
	readonly money: Money;
	readonly settlement: Settlement;
	readonly proposedBy: string;
	/** UTC milliseconds. */
	readonly at: number;
}

/** What was decided of a proposal. */
export interface RefundDecision {
	readonly paymentId: string;
	readonly seq: number;
	readonly outcome: 'approved' | 'rejected' | 'withdrawn';
	readonly reason: string | null;
	/** Set where money was paid out: no other decision may name the same. */
	readonly payout: string | null;
	readonly decidedBy: string;
	/** UTC milliseconds. */
	readonly at: number;
}

/** A payment as the proposals about it look at it, all of one moment. */
export interface RefundState {
	readonly paymentId: string;
	readonly planId: string;
	readonly currency: string;
	readonly stationId: string | null;
	readonly sessionId: string | null;
	readonly sessionStatus: string | null;
	/** What is to be given back, minor units. */
	readonly dueMinor: number;
	/** The proposal that was made last, with what was decided of it; null if there was none. */
	readonly last: (RefundProposal & { readonly outcome: RefundDecision['outcome'] | null }) | null;
}

/** Stores a proposal under its number: of two at once one wins. */
export function insertProposal({ paymentId, seq, money, settlement, proposedBy, at }: RefundProposal): Statement {
	const { method, reference, serviceId } = { method: null, reference: null, serviceId: null, ...settlement };
	return {
		sql: 'INSERT INTO refund_proposals (payment_id, seq, kind, amount_minor, currency, method, reference, service_id, proposed_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
		args: [
			paymentId,
			seq,
			settlement.kind,
			money.amountMinor,
			money.currency,
			method,
			reference,
			serviceId,
			proposedBy,
			at,
		],
	};
}

/** Stores a decision under the number of its proposal: of two at once one wins. */
export function insertDecision({ paymentId, seq, outcome, reason, payout, decidedBy, at }: RefundDecision): Statement {
	return {
		sql: 'INSERT INTO refund_decisions (payment_id, seq, outcome, reason, payout, decided_by, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [paymentId, seq, outcome, reason, payout, decidedBy, at],
	};
}

const dueMinor = sql<number>`(
	select coalesce(sum(amount_minor), 0) from money_entries
	where money_entries.payment_id = ${payments.id} and bucket = 'refund_due')`;

/** One statement, so that what is due and what was proposed are of one moment. */
const last = sql<string | null>`(
	select json_object('seq', p.seq, 'kind', p.kind, 'amountMinor', p.amount_minor, 'currency', p.currency, 'method', p.method,
		'reference', p.reference, 'serviceId', p.service_id, 'proposedBy', p.proposed_by, 'at', p.at, 'outcome', d.outcome)
	from ${refundProposals} p left join ${refundDecisions} d on d.payment_id = p.payment_id and d.seq = p.seq
	where p.payment_id = ${payments.id} order by p.seq desc limit 1)`;

/** Loads a payment with what is due of it and its last proposal; null if there is none at these stations. */
export async function loadRefundState(
	db: Db,
	{ paymentId, stations }: { paymentId: string; stations: PaymentStations },
): Promise<RefundState | null> {
	const [row] = await db
		.select({
			paymentId: payments.id,
			planId: payments.planId,
			currency: payments.currency,
			stationId: payments.stationId,
			sessionId: payments.sessionId,
			sessionStatus: sessions.status,
			dueMinor,
			last,
		})
		.from(payments)
		.leftJoin(sessions, eq(sessions.id, payments.sessionId))
		.where(and(eq(payments.id, paymentId), ofStations(stations)));
	return row ? { ...row, last: row.last === null ? null : readLast(paymentId, row.last) } : null;
}

/** The condition that a payment was taken at one of the stations. */
export function ofStations(stations: PaymentStations): SQL | undefined {
	return stations === '*' ? undefined : inArray(payments.stationId, [...stations]);
}

/** Columns of a proposal as they are stored. */
export interface ProposalColumns {
	readonly seq: number;
	readonly kind: string;
	readonly amountMinor: number;
	readonly currency: string;
	readonly method: string | null;
	readonly reference: string | null;
	readonly serviceId: string | null;
	readonly proposedBy: string;
	readonly at: number;
}

/** A stored proposal as a value. */
export function readProposal(paymentId: string, columns: ProposalColumns): RefundProposal {
	const { seq, kind, amountMinor, currency, method, reference, serviceId, proposedBy, at } = columns;
	const settlement: Settlement =
		kind === 'credit'
			? { kind, serviceId: serviceId ?? '' }
			: { kind: 'refund', method: method ?? '', reference: reference ?? '' };
	return { paymentId, seq, money: { amountMinor, currency }, settlement, proposedBy, at };
}

function readLast(paymentId: string, json: string): NonNullable<RefundState['last']> {
	const columns = JSON.parse(json) as ProposalColumns & { outcome: RefundDecision['outcome'] | null };
	return { ...readProposal(paymentId, columns), outcome: columns.outcome };
}

/** True if a pay-out of this way and reference has settled a proposal. */
export async function isPayoutUsed(db: Db, payout: string): Promise<boolean> {
	const rows = await db
		.select({ seq: refundDecisions.seq })
		.from(refundDecisions)
		.where(eq(refundDecisions.payout, payout));
	return rows.length > 0;
}
