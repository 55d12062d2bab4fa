import type { OpenMatters } from '#lib/session/open_matters.ts';
import type { SwapSession } from './swap_step.ts';

/** What whoever goes on with a swap has to know of it: whether its money is still to come, and which battery waits to go out. */
export function swapMatters({ state, status, data }: SwapSession): OpenMatters {
	const isOpen = status === 'active';
	return { awaitsPayment: isOpen && state === 'pay', batteryId: isOpen ? (data.newBattery?.id ?? null) : null };
}
