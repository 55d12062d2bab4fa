import type { BoundBattery } from '#lib/kinds/parts/bound_battery.ts';
import type { TakingFacts } from '#lib/kinds/parts/taking_events.ts';
import type { PaymentState, ServiceState } from '#lib/plan/cycles.ts';
import type { ServiceKind } from '#lib/plan/facts.ts';
import type { SkipReason, SwapPrice } from '#lib/plan/swap_price.ts';

/** How the customer was named. */
export interface Identification {
	readonly inputMode: 'scan' | 'manual' | 'search';
	readonly qrCodeRaw: string | null;
	readonly manualSubscriptionId: string | null;
	readonly planId: string;
	readonly correlationId: string;
}

/** The customer and plan as they stood when they were identified. */
export interface SwapCustomer {
	readonly id: string;
	readonly name: string;
	readonly phone: string;
	readonly subscriptionType: string;
	readonly currency: string;
	readonly lastSwapAt: number | null;
	readonly paymentState: PaymentState;
	readonly serviceState: ServiceState;
	readonly currentBatteryId: string | null;
	readonly services: readonly ServiceLine[];
}

export interface ServiceLine {
	readonly serviceId: string;
	readonly name: string;
	readonly kind: ServiceKind;
	readonly usedMilli: number;
	readonly quotaMilli: number;
	readonly currentAsset: string | null;
	readonly unitPriceMinor: number | null;
}

interface Facts extends TakingFacts {
	customer_identified: { identification: Identification; customer: SwapCustomer };
	new_customer_identified: { identification: Identification; customer: SwapCustomer };
	return_bound: { battery: BoundBattery };
	issue_bound: { battery: BoundBattery; price: SwapPrice };
	return_reopened: object;
	issue_reopened: object;
	payment_requested: { price: SwapPrice; orderId: number };
	payment_waived: { price: SwapPrice; reason: SkipReason };
	service_completed: { transactionId: string; correlationId: string };
	service_refused: { code: string; message: string; details: string | null; correlationId: string };
	session_cancelled: { reason: string };
	session_expired: object;
}

/** What can happen in a battery swap. Stored for ever: an event is never renamed or edited. */
export type SwapEvent = { [Type in keyof Facts]: { type: Type; at: number } & Facts[Type] }[keyof Facts];
