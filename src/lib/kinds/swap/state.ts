import type { SwapPrice } from '#lib/plan/swap_price.ts';
import type { BoundBattery, Identification, PaymentPush, SwapCustomer, SwapEvent, SwapPayment } from './events.ts';

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
	readonly payments: readonly SwapPayment[];
	/** Paid since the last pricing, minor units. */
	readonly paidMinor: number;
	/** The last request to the rider's phone, until its money is there; null if there is none. */
	readonly push: (PaymentPush & { readonly at: number; readonly progress: PushProgress }) | null;
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
			return { ...data, push: { ...event.push, at, progress: { status: 'requested' } } };
		case 'push_sent':
			return withProgress(data, event.intentId, {
				status: 'sent',
				checkoutId: event.checkoutId,
				message: event.message,
				sentAt: at,
			});
		case 'push_failed':
			return withProgress(data, event.intentId, { status: 'failed', code: event.code, message: event.message });
		case 'payment_partial':
			return { ...data, ...withPayment(data, event.payment) };
		case 'payment_settled':
			return { ...data, ...withPayment(data, event.payment), cleared: { by: 'payment', at } };
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

/** How far a request to a phone has come, in the provider's words. */
export type PushProgress =
	| { readonly status: 'requested' }
	| {
			readonly status: 'sent';
			/** Empty where nobody knows whether the provider took it. */
			readonly checkoutId: string;
			readonly message: string;
			readonly sentAt: number;
	  }
	| { readonly status: 'failed'; readonly code: string; readonly message: string };

function withProgress(data: SwapData, intentId: string, progress: PushProgress): SwapData {
	return data.push?.intentId === intentId ? { ...data, push: { ...data.push, progress } } : data;
}

function withPayment(data: SwapData, payment: SwapPayment): Pick<SwapData, 'payments' | 'paidMinor' | 'push'> {
	return {
		payments: [...data.payments, payment],
		paidMinor: data.paidMinor + payment.amountMinor,
		// The money of a request stands in its place once it is there.
		push: data.push && payment.intentId === data.push.intentId ? null : data.push,
	};
}

/** What is still to pay, minor units. */
export function dueMinor(data: SwapData): number {
	return Math.max(0, (data.price?.payableMinor ?? 0) - data.paidMinor);
}

/** All that was paid in the session, minor units. */
export function paidInAllMinor({ payments }: SwapData): number {
	return payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
}

/** What stands for the payment on the receipt: the references of the payments, or what covered the price and when. */
export function receiptReference({ payments, cleared }: SwapData): string | null {
	if (!cleared) return null;
	if (payments.length > 0) return payments.map((payment) => payment.reference).join('+');
	return `${cleared.by === 'ZERO_COST_ROUNDING' ? 'ROUNDING' : 'QUOTA'}_${cleared.at}`;
}
