import type { BoundBattery } from '#lib/kinds/parts/bound_battery.ts';
import type { PaymentTaking } from '#lib/kinds/parts/payment_taking.ts';
import type { AskedPush } from '#lib/kinds/parts/phone_push.ts';
import { joinedReferences, type TakenPayment } from '#lib/kinds/parts/taken_payment.ts';
import { foldTaking } from '#lib/kinds/parts/taking_events.ts';
import type { SwapPrice } from '#lib/plan/swap_price.ts';
import type { Identification, SwapCustomer, SwapEvent } from './events.ts';

/** What a swap session knows; folded from its events. */
export interface SwapData {
	readonly identification: (Identification & { readonly at: number }) | null;
	readonly customer: SwapCustomer | null;
	readonly customerType: 'returning' | 'first-time' | null;
	readonly oldBattery: (BoundBattery & { readonly at: number }) | null;
	readonly newBattery: (BoundBattery & { readonly at: number }) | null;
	readonly price: SwapPrice | null;
	/** Set once a payment was asked for. */
	readonly orderId: number | null;
	/** All payments of the session; those before the last pricing have become quota. */
	readonly payments: readonly TakenPayment[];
	/** Paid since the last pricing, minor units. */
	readonly paidMinor: number;
	/** The last request to the rider's phone, until its money is there; null if there is none. */
	readonly push: AskedPush | null;
	/** How the way to completion was cleared. */
	readonly cleared: { readonly by: 'payment' | 'QUOTA_CREDIT' | 'ZERO_COST_ROUNDING'; readonly at: number } | null;
	readonly completion: { readonly transactionId: string; readonly correlationId: string; readonly at: number } | null;
	readonly refusal: {
		readonly code: string;
		readonly message: string;
		readonly details: string | null;
		readonly correlationId: string;
		readonly at: number;
	} | null;
	readonly endReason: string | null;
	/** True once it was cancelled or expired: its money is to be given back. */
	readonly givenUp: boolean;
}

/** A swap in which nothing has happened yet. */
export function emptySwap(): SwapData {
	return {
		identification: null,
		customer: null,
		customerType: null,
		oldBattery: null,
		newBattery: null,
		price: null,
		orderId: null,
		payments: [],
		paidMinor: 0,
		push: null,
		cleared: null,
		completion: null,
		refusal: null,
		endReason: null,
		givenUp: false,
	};
}

const unpriced = {
	newBattery: null,
	price: null,
	orderId: null,
	paidMinor: 0,
	push: null,
	cleared: null,
	refusal: null,
} as const;

/** Folds one event into the swap. */
export function evolveSwap(data: SwapData, event: SwapEvent): SwapData {
	const { at } = event;
	switch (event.type) {
		case 'customer_identified':
		case 'new_customer_identified':
			return {
				...data,
				identification: { ...event.identification, at },
				customer: event.customer,
				customerType: event.type === 'customer_identified' ? 'returning' : 'first-time',
			};
		case 'return_bound':
			return { ...data, oldBattery: { ...event.battery, at } };
		case 'return_reopened':
			return { ...data, ...unpriced, oldBattery: null };
		case 'issue_bound':
			return { ...data, ...unpriced, newBattery: { ...event.battery, at }, price: event.price };
		case 'issue_reopened':
			return { ...data, ...unpriced };
		case 'payment_requested':
			return { ...data, price: event.price, orderId: event.orderId, paidMinor: 0 };
		case 'payment_waived':
			return { ...data, price: event.price, cleared: { by: event.reason, at } };
		case 'push_requested':
		case 'push_sent':
		case 'push_failed':
			return { ...data, ...foldTaking(data, event) };
		case 'payment_partial':
		case 'payment_settled':
			return {
				...data,
				...foldTaking(data, event),
				paidMinor: data.paidMinor + event.payment.amountMinor,
				cleared: event.type === 'payment_settled' ? { by: 'payment', at } : data.cleared,
			};
		case 'service_completed':
			return {
				...data,
				refusal: null,
				completion: { transactionId: event.transactionId, correlationId: event.correlationId, at },
			};
		case 'service_refused':
			return {
				...data,
				refusal: {
					code: event.code,
					message: event.message,
					details: event.details,
					correlationId: event.correlationId,
					at,
				},
			};
		case 'session_cancelled':
			return { ...data, endReason: event.reason, givenUp: true };
		case 'session_expired':
			return { ...data, givenUp: true };
	}
}

/** What is still to pay, minor units. */
export function dueMinor(data: SwapData): number {
	return Math.max(0, (data.price?.payableMinor ?? 0) - data.paidMinor);
}

/** What the swap is to be paid since its last pricing; cash is counted over the whole session. */
export function takingOf(data: SwapData): PaymentTaking {
	const { price, payments, push } = data;
	return { currency: price?.currency ?? '', dueMinor: dueMinor(data), payments, push };
}

/** What stands for the payment on the receipt: the references of the payments, or what covered the price and when. */
export function receiptReference({ payments, cleared }: SwapData): string | null {
	if (!cleared) return null;
	if (payments.length > 0) return joinedReferences(payments);
	return `${cleared.by === 'ZERO_COST_ROUNDING' ? 'ROUNDING' : 'QUOTA'}_${cleared.at}`;
}
