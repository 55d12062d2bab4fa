import { and, eq, isNull, ne, sql, type SQL } from 'drizzle-orm';
import type { Money } from '#lib/kernel/money.ts';
import { candidatesOf, isUndecided, type MoneyState } from './list_money_candidates.ts';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest } from './page_by_key.ts';
import { ofStations, readProposal, type PaymentStations, type RefundProposal } from './refund_rows.ts';
import { customers, payments, plans, sessions } from './schema.ts';
import { refundProposals } from './schema_payments.ts';
import { users } from './schema_people.ts';
import type { Db } from './store.ts';

/** Which payments a list is about, and who reads it. */
export interface MoneyFilter {
	readonly state: MoneyState;
	readonly stations: PaymentStations;
	readonly readerId: string;
}

/** A payment of which money is unsettled. Instants are UTC milliseconds, amounts minor units of the payment's currency. */
export interface UnsettledPayment {
	readonly paymentId: string;
	/** Since when it has been in the list. */
	readonly sinceAt: number;
	readonly method: string;
	readonly reference: string;
	readonly paymentKey: string;
	readonly currency: string;
	readonly amountMinor: number;
	readonly dueMinor: number;
	readonly quotaMinor: number;
	/** Keys of the entries that brought money to be given back. */
	readonly dueKeys: readonly string[];
	readonly planId: string;
	readonly planName: string;
	readonly customerName: string;
	readonly customerPhone: string;
	readonly stationId: string | null;
	readonly sessionId: string | null;
	readonly sessionStatus: string | null;
	readonly sessionStationId: string | null;
	/** The open proposal with the name of who made it; null if there is none. */
	readonly proposal: (RefundProposal & { readonly proposedByName: string }) | null;
}

/** How many payments a list has, and what their money comes to; one amount a currency. */
export interface MoneyTotals {
	readonly count: number;
	readonly amounts: readonly Money[];
}

const inBucket = (bucket: 'refund_due' | 'quota') => sql<number>`(
	select coalesce(sum(amount_minor), 0) from money_entries
	where money_entries.payment_id = ${payments.id} and bucket = ${sql.raw(`'${bucket}'`)})`;

const dueKeys = sql`(
	select json_group_array(key) from money_entries
	where money_entries.payment_id = ${payments.id} and bucket = 'refund_due' and amount_minor > 0)`.mapWith(
	(json: string) => JSON.parse(json) as string[],
);

const columns = {
	paymentId: payments.id,
	method: payments.method,
	reference: payments.reference,
	paymentKey: payments.key,
	currency: payments.currency,
	amountMinor: payments.amountMinor,
	dueMinor: inBucket('refund_due'),
	quotaMinor: inBucket('quota'),
	dueKeys,
	planId: payments.planId,
	planName: plans.name,
	customerName: customers.name,
	customerPhone: customers.phone,
	stationId: payments.stationId,
	sessionId: payments.sessionId,
	sessionStatus: sessions.status,
	sessionStationId: sessions.stationId,
};

/** A page of the payments in a state, those first that have waited longest. */
export async function listMoney(
	db: Db,
	filter: MoneyFilter,
	request: KeyedRequest,
): Promise<KeyedPage<UnsettledPayment>> {
	const candidate = candidatesOf(db, filter.state);
	const sinceAt = sql<number>`${candidate.sinceAt}`;
	const order = { columns: [sinceAt, sql`${payments.id}`], direction: 'asc' as const };
	const { where, orderBy, limit } = keyedQuery(order, request);
	const found = await db
		.select({ ...columns, sinceAt, proposal: refundProposals, proposedByName: users.name })
		.from(candidate)
		.innerJoin(payments, eq(payments.id, candidate.paymentId))
		.innerJoin(plans, eq(plans.id, payments.planId))
		.innerJoin(customers, eq(customers.id, plans.customerId))
		.leftJoin(sessions, eq(sessions.id, payments.sessionId))
		.leftJoin(refundProposals, and(eq(refundProposals.paymentId, payments.id), isUndecided))
		.leftJoin(users, eq(users.id, refundProposals.proposedBy))
		.where(and(ofStations(filter.stations), inState(filter), where))
		.orderBy(...orderBy)
		.limit(limit);
	const rows = found.map(({ proposal, proposedByName, ...row }) => ({
		...row,
		proposal: proposal && {
			...readProposal(row.paymentId, proposal),
			proposedByName: proposedByName ?? proposal.proposedBy,
		},
	}));
	return keyedPage(rows, request, (row) => [row.sinceAt, row.paymentId]);
}

/** What there is in each state. */
export async function countMoney(
	db: Db,
	filter: Omit<MoneyFilter, 'state'>,
): Promise<Readonly<Record<MoneyState, MoneyTotals>>> {
	const total = (state: MoneyState) => {
		const candidate = candidatesOf(db, state);
		return db
			.select({
				currency: payments.currency,
				count: sql<number>`count(*)`,
				amountMinor: sql<number>`sum(${candidate.stateMinor})`,
			})
			.from(candidate)
			.innerJoin(payments, eq(payments.id, candidate.paymentId))
			.leftJoin(refundProposals, and(eq(refundProposals.paymentId, payments.id), isUndecided))
			.where(and(ofStations(filter.stations), inState({ ...filter, state })))
			.groupBy(payments.currency)
			.orderBy(payments.currency);
	};
	const [due, approve, proposed, quota] = await db.batch([
		total('due'),
		total('approve'),
		total('proposed'),
		total('quota'),
	]);
	return { due: totalsOf(due), approve: totalsOf(approve), proposed: totalsOf(proposed), quota: totalsOf(quota) };
}

function inState({ state, readerId }: Pick<MoneyFilter, 'state' | 'readerId'>): SQL | undefined {
	switch (state) {
		case 'due':
			return isNull(refundProposals.seq);
		case 'approve':
			return ne(refundProposals.proposedBy, readerId);
		case 'proposed':
			return eq(refundProposals.proposedBy, readerId);
		case 'quota':
			return undefined;
	}
}

function totalsOf(rows: readonly { currency: string; count: number; amountMinor: number }[]): MoneyTotals {
	return {
		count: rows.reduce((sum, { count }) => sum + count, 0),
		amounts: rows.map(({ currency, amountMinor }) => ({ currency, amountMinor })),
	};
}
