import { and, asc, desc, eq, gt } from 'drizzle-orm';
import { paymentActionId, serviceActionId } from '#lib/ledger/action_ids.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { custodyEntries, customers, payments, plans } from './schema.ts';
import type { Db } from './store.ts';

/** A captured payment as the specification's PaymentAction (seeds/002, Database Updates). Instants are ISO 8601. */
export interface PaymentAction {
	readonly paymentActionId: string;
	readonly paymentAccountId: string;
	readonly paymentType: string;
	/** Whole currency units. */
	readonly paymentAmount: number;
	readonly createdAt: string;
	readonly updatedAt: string;
}

/** A battery handed out as the specification's ServiceAction: one quota unit each. */
export interface ServiceAction {
	readonly serviceActionId: string;
	readonly serviceAccountId: string;
	readonly serviceType: 'BATTERY_SWAP';
	readonly serviceAmount: number;
	readonly createdAt: string;
	readonly updatedAt: string;
}

/** The most records of each sort that one list has. */
const listLimit = 500;

/** Whose plan it is, with its accounts; undefined if there is none. */
export async function loadPlanAccounts(db: Db, planId: string) {
	const rows = await db
		.select({
			customerId: customers.id,
			paymentAccountId: plans.paymentAccountId,
			serviceAccountId: plans.serviceAccountId,
		})
		.from(plans)
		.innerJoin(customers, eq(customers.id, plans.customerId))
		.where(eq(plans.id, planId))
		.limit(1);
	return rows[0];
}

/** The payments of a plan as PaymentActions, newest first: read from the ledger, never written beside it. */
export async function listPaymentActions(db: Db, planId: string, paymentAccountId: string): Promise<PaymentAction[]> {
	const rows = await db
		.select()
		.from(payments)
		.where(eq(payments.planId, planId))
		.orderBy(desc(payments.at), asc(payments.id))
		.limit(listLimit);
	return rows.map(({ id, paymentType, amountMinor, currency, at }) => ({
		paymentActionId: paymentActionId(id, at),
		paymentAccountId,
		paymentType,
		paymentAmount: toMajor(amountMinor, currency),
		...instants(at),
	}));
}

/** The batteries handed out under a plan as ServiceActions, newest first: read from the custody ledger. */
export async function listServiceActions(db: Db, planId: string, serviceAccountId: string): Promise<ServiceAction[]> {
	const rows = await db
		.select()
		.from(custodyEntries)
		.where(
			and(
				eq(custodyEntries.holderKind, 'rider'),
				eq(custodyEntries.holderId, planId),
				// The first entry of a battery says where it was when it came to us.
				gt(custodyEntries.seq, 1),
			),
		)
		.orderBy(desc(custodyEntries.at), asc(custodyEntries.batteryId))
		.limit(listLimit);
	return rows.map(({ batteryId, at }) => ({
		serviceActionId: serviceActionId(batteryId, at),
		serviceAccountId,
		serviceType: 'BATTERY_SWAP',
		serviceAmount: 1,
		...instants(at),
	}));
}

function instants(at: number) {
	const instant = new Date(at).toISOString();
	return { createdAt: instant, updatedAt: instant };
}
