import { isInfinite, remainingMilli } from '#lib/plan/quota.ts';
import type { ServiceLine, SwapCustomer } from './events.ts';

/** What is left of a counted service, thousandths of its unit (Wh for energy), never negative. */
export interface QuotaLeft {
	readonly leftMilli: number;
	readonly totalMilli: number;
	readonly unlimited: boolean;
}

/** What was left of a customer's energy when they were identified; null if the plan counts none. */
export function energyLeft(customer: SwapCustomer): QuotaLeft | null {
	return leftOf(customer.services.find((service) => service.kind === 'energy'));
}

/** What was left of a customer's swaps when they were identified; null if the plan counts none. */
export function swapsLeft(customer: SwapCustomer): QuotaLeft | null {
	return leftOf(customer.services.find((service) => service.kind === 'swap_count'));
}

function leftOf(service: ServiceLine | undefined): QuotaLeft | null {
	if (!service) return null;
	const leftMilli = Math.max(0, remainingMilli(service));
	return { leftMilli, totalMilli: service.quotaMilli, unlimited: isInfinite(service) };
}
