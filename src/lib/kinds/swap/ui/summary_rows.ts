import { formatEnergy } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { SwapCustomer } from '../events.ts';
import { energyLeft, swapsLeft, type QuotaLeft } from '../quota_left.ts';

/** A label and its value. */
export interface SummaryRow {
	readonly label: string;
	readonly value: string;
}

/** What is left of the plan: «45.5 kWh of 100 kWh», «6 of 21»; a service that the plan does not count has no row. */
export function quotaRows(customer: SwapCustomer, locale: string): SummaryRow[] {
	const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
	const swaps = (milli: number) => whole.format(Math.floor(milli / 1000));
	return [
		...rowOf(m.swap_energy_left(), energyLeft(customer), (energyWh) => formatEnergy(energyWh, locale)),
		...rowOf(m.swap_swaps_left(), swapsLeft(customer), swaps),
	];
}

function rowOf(label: string, quota: QuotaLeft | null, format: (milli: number) => string): SummaryRow[] {
	if (!quota) return [];
	const { leftMilli, totalMilli, unlimited } = quota;
	const value = unlimited
		? m.swap_unlimited()
		: m.swap_of_total({ left: format(leftMilli), total: format(totalMilli) });
	return [{ label, value }];
}
