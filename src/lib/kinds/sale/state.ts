import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import type { FirstBattery, SaleCustomer, SaleErpIds, SaleEvent, SaleOrder, SalePayment, SalePush } from './events.ts';

/** What a sale knows; folded from its events. */
export interface SaleData {
	readonly customer: (SaleCustomer & { readonly name: string; readonly at: number }) | null;
	readonly package: (SalePackage & { readonly at: number }) | null;
	readonly product: (PlanProduct & { readonly at: number }) | null;
	readonly order: (SaleOrder & { readonly at: number }) | null;
	/** What the ERP calls it all; null until it has answered. */
	readonly erp: SaleErpIds | null;
	readonly payments: readonly SalePayment[];
	/** The last request to the rider's phone, until its money is there; null if there is none. */
	readonly push: (SalePush & { readonly at: number; readonly progress: SalePushProgress }) | null;
	/** True once a request has gone out to a phone. */
	readonly pushSent: boolean;
	/** When the order was paid in full, UTC milliseconds. */
	readonly paidAt: number | null;
	readonly battery: (FirstBattery & { readonly at: number }) | null;
	readonly completion: { readonly registrationId: string; readonly correlationId: string; readonly at: number } | null;
	readonly endReason: string | null;
}

/** How far a request to a phone has come, in the provider's words. */
export type SalePushProgress =
	| { readonly status: 'requested' }
	| {
			readonly status: 'sent';
			/** Empty where nobody knows whether the provider took it. */
			readonly checkoutId: string;
			readonly message: string;
			readonly sentAt: number;
			readonly merchantId?: string;
	  }
	| { readonly status: 'failed'; readonly code: string; readonly message: string };

/** A sale in which nothing has happened yet. */
export function emptySale(): SaleData {
	return {
		customer: null,
		package: null,
		product: null,
		order: null,
		erp: null,
		payments: [],
		push: null,
		pushSent: false,
		paidAt: null,
		battery: null,
		completion: null,
		endReason: null,
	};
}

/** Folds one event into the sale. A choice that is opened again stays as what it is changed from. */
export function evolveSale(data: SaleData, event: SaleEvent): SaleData {
	const { at } = event;
	switch (event.type) {
		case 'customer_registered': {
			const { firstName, lastName } = event.customer;
			return { ...data, customer: { ...event.customer, name: `${firstName} ${lastName}`.trim(), at } };
		}
		case 'package_chosen':
			return { ...data, package: { ...event.package, at } };
		case 'plan_chosen':
			return { ...data, product: { ...event.product, at } };
		case 'customer_reopened':
		case 'package_reopened':
		case 'plan_reopened':
			return data;
		case 'order_placed':
			return { ...data, order: { ...event.order, at } };
		case 'order_registered':
			return { ...data, erp: event.erp };
		case 'payment_waived':
			return { ...data, paidAt: at };
		case 'push_requested':
			return { ...data, push: { ...event.push, at, progress: { status: 'requested' } } };
		case 'push_sent': {
			const { intentId, type: _type, at: sentAt, ...sent } = event;
			return { ...withProgress(data, intentId, { status: 'sent', ...sent, sentAt }), pushSent: true };
		}
		case 'push_failed':
			return withProgress(data, event.intentId, { status: 'failed', code: event.code, message: event.message });
		case 'payment_partial':
			return withPayment(data, event.payment);
		case 'payment_settled':
			return { ...withPayment(data, event.payment), paidAt: at };
		case 'battery_bound':
			return { ...data, battery: { ...event.battery, at } };
		case 'battery_reopened':
			return { ...data, battery: null };
		case 'battery_assigned':
			return {
				...data,
				completion: { registrationId: event.registrationId, correlationId: event.correlationId, at },
			};
		case 'session_cancelled':
			return { ...data, endReason: event.reason };
		case 'session_expired':
			return data;
	}
}

function withProgress(data: SaleData, intentId: string, progress: SalePushProgress): SaleData {
	return data.push?.intentId === intentId ? { ...data, push: { ...data.push, progress } } : data;
}

function withPayment(data: SaleData, payment: SalePayment): SaleData {
	const isOfPush = data.push !== null && payment.intentId === data.push.intentId;
	return { ...data, payments: [...data.payments, payment], push: isOfPush ? null : data.push };
}

/** What the order costs, minor units. */
export function totalMinor({ package: chosen, product }: Pick<SaleData, 'package' | 'product'>): number {
	return (chosen?.priceMinor ?? 0) + (product?.priceMinor ?? 0);
}

/** All that was paid, minor units. */
export function paidMinor({ payments }: Pick<SaleData, 'payments'>): number {
	return payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
}

/** What is still to pay of the order, minor units; 0 before it is placed. */
export function dueMinor(data: SaleData): number {
	return Math.max(0, (data.order?.totalMinor ?? 0) - paidMinor(data));
}

/** The receipts of the payments once all is paid, joined by `+`; null before, and where nothing was to pay. */
export function paymentReference({ payments, paidAt }: Pick<SaleData, 'payments' | 'paidAt'>): string | null {
	return paidAt === null || payments.length === 0 ? null : payments.map(({ reference }) => reference).join('+');
}
