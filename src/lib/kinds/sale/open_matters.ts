import type { OpenMatters } from '#lib/session/open_matters.ts';
import type { SaleSession } from './sale_step.ts';

/** What whoever goes on with a sale has to know of it: whether its money is still to come, and which battery waits to go out. */
export function saleMatters({ state, status, data }: SaleSession): OpenMatters {
	const isOpen = status === 'active';
	return { awaitsPayment: isOpen && state === 'pay', batteryId: isOpen ? (data.battery?.id ?? null) : null };
}
