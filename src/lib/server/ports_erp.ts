import type { Result } from '#lib/kernel/result.ts';

/** The customer of a task, as the ERP is to know them: `id` is our reference there. */
export interface ErpCustomer {
	readonly id: string;
	readonly name: string;
	/** E.164 digits without the plus sign. */
	readonly phone: string;
	readonly email: string | null;
	/** Empty lines are unknown. */
	readonly address?: { readonly street: string; readonly city: string; readonly zip: string };
}

/** A plan as a subscription order of the ERP. */
export interface ErpSubscriptionTask {
	readonly type: 'subscription';
	/** Our reference of the order. */
	readonly planId: string;
	readonly planName: string;
	readonly templateId: string;
	readonly currency: string;
	readonly customer: ErpCustomer;
}

/** Money that was captured for a plan. */
export interface ErpPaymentTask {
	readonly type: 'payment';
	/** Our reference of the payment. */
	readonly paymentId: string;
	readonly planId: string;
	readonly customer: ErpCustomer;
	readonly amountMinor: number;
	readonly currency: string;
	readonly method: string;
	/** Receipt number of the provider or of the till. */
	readonly reference: string;
	readonly paymentType: string;
	/** UTC milliseconds. */
	readonly paidAt: number;
}

/** A service that was rendered, for billing. */
export interface ErpUsageTask {
	readonly type: 'usage';
	/** Our reference of the report. */
	readonly usageId: string;
	readonly planId: string;
	readonly customer: ErpCustomer;
	readonly usageType: string;
	readonly newBatteryId: string | null;
	readonly oldBatteryId: string | null;
	readonly energyWh: number | null;
	readonly durationSeconds: number | null;
	readonly stationId: string | null;
	/** UTC milliseconds. */
	readonly at: number;
}

/** A line of an order. */
export interface ErpOrderLine {
	/** The product's number in the ERP. */
	readonly productErpId: number;
	readonly name: string;
	/** Price of one, minor units. */
	readonly priceMinor: number;
	readonly quantity: number;
}

/** What a rider ordered with a new plan: the order of the package and the subscription. */
export interface ErpOrderTask {
	readonly type: 'order';
	/** The plan that came into being with it: our reference of the subscription, and with `/order` of the order. */
	readonly planId: string;
	/** The session to be told; it may have ended by then. */
	readonly sessionId: string;
	/** The order's own name here. */
	readonly orderName: string;
	readonly planName: string;
	readonly templateId: string;
	readonly currency: string;
	readonly customer: ErpCustomer;
	/** What is bought once. */
	readonly lines: readonly ErpOrderLine[];
}

/** An order that came to nothing: it and its subscription are to be cancelled where they were made. */
export interface ErpCancelTask {
	readonly type: 'cancel';
	readonly planId: string;
	readonly customer: ErpCustomer;
	readonly reason: string;
}

/** What the ERP calls what was ordered. */
export interface ErpOrder {
	readonly customerErpId: string;
	readonly orderErpId: string;
	readonly orderName: string;
	readonly subscriptionErpId: string;
}

export type ErpTask = ErpSubscriptionTask | ErpPaymentTask | ErpUsageTask | ErpOrderTask | ErpCancelTask;

/** What the ERP holds of a subscription. */
export interface ErpSubscription {
	readonly customerErpId: string;
	readonly erpId: string;
	/** As the ERP spells it, for example `3_progress`. */
	readonly state: string;
	/** True while the subscription runs there. */
	readonly active: boolean;
	/** Open amount of posted invoices, minor units of the plan's currency; null if none was posted or the ERP does not say. */
	readonly dueMinor: number | null;
	/** When the ERP invoices next, UTC milliseconds, or null. */
	readonly nextInvoiceAt: number | null;
}

/**
 * The operator's ERP. Every task carries our reference, under which the ERP holds at most one record however often it is asked.
 * A refusal (ERP_REFUSED with `reason`) is final until a person changes something; FaultError means: ask again.
 */
export interface Erp {
	/** Makes customer and confirmed subscription where they are missing, and tells how they stand. */
	syncSubscription(task: ErpSubscriptionTask): Promise<Result<ErpSubscription, 'ERP_REFUSED'>>;
	/** Makes customer, order and confirmed subscription of a sale where they are missing; answers what they are called there. */
	placeOrder(task: ErpOrderTask): Promise<Result<ErpOrder, 'ERP_REFUSED'>>;
	/** Cancels order and subscription of a plan where they were made. */
	cancelOrder(task: ErpCancelTask): Promise<Result<null, 'ERP_REFUSED'>>;
	/** Records a payment; answers its id in the ERP. */
	recordPayment(task: ErpPaymentTask): Promise<Result<string, 'ERP_REFUSED'>>;
	/** Records usage for billing; answers its id in the ERP. */
	recordUsage(task: ErpUsageTask): Promise<Result<string, 'ERP_REFUSED'>>;
}
