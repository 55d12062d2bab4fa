import { shortBatteryId } from '#lib/kernel/battery_reading.ts';
import { isInfinite, remainingMilli } from '#lib/plan/quota.ts';
import { formatEnergy, formatPercent } from '#lib/ui/format.ts';
import type { BoundBattery, SwapCustomer } from '../events.ts';

/** A label and its value. */
export interface SummaryRow {
	readonly label: string;
	readonly value: string;
}

/** What is left of the plan: «45.5 of 100 kWh», «6 of 21»; a service that the plan does not count has no row. */
export function quotaRows({ services }: SwapCustomer, locale: string): SummaryRow[] {
	const energy = services.find((service) => service.kind === 'energy');
	const swaps = services.find((service) => service.kind === 'swap_count');
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
	return [
		...(energy ? [{ label: 'Energy left', value: isInfinite(energy) ? 'Unlimited' : energyLeft(energy, locale) }] : []),
		...(swaps ? [{ label: 'Swaps left', value: isInfinite(swaps) ? 'Unlimited' : swapsLeft(swaps, number) }] : []),
	];
}

/** «100042, 0.45 kWh, 12 %», and whether it was typed by hand. */
export function batteryText({ id, reading }: BoundBattery, locale: string): string {
	const parts = [
		shortBatteryId(id),
		formatEnergy(reading.energyWh, locale),
		formatPercent(reading.chargePercent, locale),
		...(reading.source === 'manual' ? ['typed by hand'] : []),
	];
	return parts.join(', ');
}

type Quota = Parameters<typeof remainingMilli>[0];

function energyLeft(energy: Quota, locale: string): string {
	return `${formatEnergy(Math.max(0, remainingMilli(energy)), locale)} of ${formatEnergy(energy.quotaMilli, locale)}`;
}

function swapsLeft(swaps: Quota, number: Intl.NumberFormat): string {
	const left = Math.floor(Math.max(0, remainingMilli(swaps)) / 1000);
	return `${number.format(left)} of ${number.format(Math.floor(swaps.quotaMilli / 1000))}`;
}
