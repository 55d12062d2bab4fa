import type { BoundBattery } from '#lib/kinds/parts/bound_battery.ts';
import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import type { TakingFacts } from '#lib/kinds/parts/taking_events.ts';

/** The new rider as the salesperson wrote them down. */
export interface SaleCustomer {
	readonly id: string;
	readonly firstName: string;
	readonly lastName: string;
	/** E.164 digits without the plus sign. */
	readonly phone: string;
	/** In small letters; null where they have none, and then no account. */
	readonly email: string | null;
	readonly street: string;
	readonly city: string;
	readonly zip: string;
	/** False if they were a customer before this sale. */
	readonly isNew: boolean;
}

/** What was ordered, as the rider agreed to it. Amounts in minor units. */
export interface SaleOrder {
	readonly orderId: number;
	readonly name: string;
	/** The subscription's code: the id of the rider's plan. */
	readonly planId: string;
	readonly totalMinor: number;
	readonly currency: string;
}

/** What the ERP calls customer, order and subscription. */
export interface SaleErpIds {
	readonly partnerId: string;
	readonly orderId: string;
	readonly orderName: string;
	readonly subscriptionId: string;
}

interface Facts extends TakingFacts {
	customer_registered: { customer: SaleCustomer };
	package_chosen: { package: SalePackage };
	plan_chosen: { product: PlanProduct };
	customer_reopened: object;
	package_reopened: object;
	plan_reopened: object;
	order_placed: { order: SaleOrder };
	order_registered: { erp: SaleErpIds };
	payment_waived: object;
	battery_bound: { battery: BoundBattery };
	battery_reopened: object;
	battery_assigned: { registrationId: string; correlationId: string };
	session_cancelled: { reason: string };
	session_expired: object;
}

/** What can happen in a sale. Stored for ever: an event is never renamed or edited. */
export type SaleEvent = { [Type in keyof Facts]: { type: Type; at: number } & Facts[Type] }[keyof Facts];
