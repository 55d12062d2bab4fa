import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import type { BoundBattery } from '#lib/kinds/parts/bound_battery.ts';
import type { PaymentTaking, TakenSoFar } from '#lib/kinds/parts/payment_taking.ts';
import { joinedReferences, paidMinor } from '#lib/kinds/parts/taken_payment.ts';
import { foldTaking } from '#lib/kinds/parts/taking_events.ts';
import type { SaleCustomer, SaleErpIds, SaleEvent, SaleOrder } from './events.ts';

/** What a sale knows; folded from its events. */
export interface SaleData extends TakenSoFar {
	readonly customer: (SaleCustomer & { readonly name: string; readonly at: number }) | null;
	/** True once this sale has brought a customer of its own into being. */
	readonly hasIntroduced: boolean;
	readonly package: (SalePackage & { readonly at: number }) | null;
	readonly product: (PlanProduct & { readonly at: number }) | null;
	readonly order: (SaleOrder & { readonly at: number }) | null;
	/** What the ERP calls it all; null until it has answered. */
	readonly erp: SaleErpIds | null;
	/** What the provider answered to the last request that went out to a phone; null if none did. */
	readonly pushSent: {
		readonly intentId: string;
		readonly checkoutId: string;
		readonly merchantId: string | null;
		readonly message: string;
	} | null;
	/** When the order was paid in full, UTC milliseconds. */
	readonly paidAt: number | null;
	readonly battery: (BoundBattery & { readonly at: number }) | null;
	readonly completion: { readonly registrationId: string; readonly correlationId: string; readonly at: number } | null;
	readonly endReason: string | null;
	/** True once it was cancelled or expired: its money is to be given back. */
	readonly givenUp: boolean;
}

/** A sale in which nothing has happened yet. */
export function emptySale(): SaleData {
	return {
		customer: null,
		hasIntroduced: false,
		package: null,
		product: null,
		order: null,
		erp: null,
		payments: [],
		push: null,
		pushSent: null,
		paidAt: null,
		battery: null,
		completion: null,
		endReason: null,
		givenUp: false,
	};
}

/** Folds one event into the sale. A choice that is opened again stays as what it is changed from. */
export function evolveSale(data: SaleData, event: SaleEvent): SaleData {
	const { at } = event;
	switch (event.type) {
		case 'customer_registered': {
			const { firstName, lastName, isNew } = event.customer;
			const customer = { ...event.customer, name: `${firstName} ${lastName}`.trim(), at };
			return { ...data, customer, hasIntroduced: data.hasIntroduced || isNew };
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
		case 'push_sent': {
			const { intentId, checkoutId, message, merchantId = null } = event;
			return { ...data, ...foldTaking(data, event), pushSent: { intentId, checkoutId, message, merchantId } };
		}
		case 'push_requested':
		case 'push_failed':
		case 'payment_partial':
			return { ...data, ...foldTaking(data, event) };
		case 'payment_settled':
			return { ...data, ...foldTaking(data, event), paidAt: at };
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
			return { ...data, endReason: event.reason, givenUp: true };
		case 'session_expired':
			return { ...data, givenUp: true };
	}
}

/** What the order costs, minor units. */
export function totalMinor({ package: chosen, product }: Pick<SaleData, 'package' | 'product'>): number {
	return (chosen?.priceMinor ?? 0) + (product?.priceMinor ?? 0);
}

/** What is to be paid: nothing before the order is placed. */
export function takingOf(data: SaleData): PaymentTaking {
	const { order, payments, push } = data;
	const currency = order?.currency ?? data.product?.currency ?? data.package?.currency ?? '';
	return { currency, dueMinor: Math.max(0, (order?.totalMinor ?? 0) - paidMinor(payments)), payments, push };
}

/** The receipts of the payments once all is paid; null before, and where nothing was to pay. */
export function paymentReference({ payments, paidAt }: Pick<SaleData, 'payments' | 'paidAt'>): string | null {
	return paidAt === null || payments.length === 0 ? null : joinedReferences(payments);
}
