import type { TemplateService } from './template.ts';

/** One piece of a package, as the rider reads it on the order. */
export interface PackageComponent {
	readonly id: number;
	readonly name: string;
	/** `main_service` for the vehicle, `battery_swap` for a privilege; others as the ERP names them. */
	readonly type: string;
	/** Price of one, minor units. */
	readonly priceMinor: number;
	readonly quantity: number;
}

/** What is sold once: a vehicle with its privileges. Spec: seeds/000 §1, `package_details`. */
export interface SalePackage {
	readonly id: string;
	/** The product's number in the ERP. */
	readonly erpId: number;
	readonly name: string;
	/** Minor units: the sum of its components. */
	readonly priceMinor: number;
	readonly currency: string;
	readonly components: readonly PackageComponent[];
}

/** What is paid for again and again: a subscription, and the template its plans are made from. Spec: seeds/000 §1, `plan_details`. */
export interface PlanProduct {
	readonly id: string;
	readonly erpId: number;
	readonly name: string;
	/** Price of one period, minor units. */
	readonly priceMinor: number;
	readonly currency: string;
	readonly period: 'weekly' | 'monthly' | 'yearly';
	readonly templateId: string;
}

/** What a sale looks at of what is on offer now; null for what is not, or not asked for. */
export interface Offer {
	/** The currency (ISO 4217) in which the station sells; null where there is no such station. */
	readonly stationCurrency: string | null;
	readonly package: SalePackage | null;
	readonly product: PlanProduct | null;
	/** The services that a plan of the product starts with; null where its template is missing. */
	readonly services: readonly TemplateService[] | null;
}

/** Somebody we know already under the phone number or the e-mail address of a new customer. */
export interface KnownPerson {
	readonly customerId: string;
	readonly name: string;
	/** E.164 digits without the plus sign. */
	readonly phone: string;
	readonly email: string | null;
	readonly matched: 'phone' | 'email';
	/** True if somebody signs in with this e-mail address. */
	readonly hasAccount: boolean;
}
