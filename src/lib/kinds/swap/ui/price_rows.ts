import { formatEnergy, formatMoney } from '#lib/ui/format.ts';
import type { SwapData } from '../state.ts';

type SwapPrice = NonNullable<SwapData['price']>;

/** One line of the price's explanation. */
export interface PriceRow {
	readonly label: string;
	readonly value: string;
	readonly note?: string | undefined;
	readonly strong?: boolean | undefined;
}

/** The price of a swap, line by line, each rounding named: the same on screen and on the receipt. Spec: seeds/000 §2. */
export function priceRows(price: SwapPrice, locale: string): PriceRow[] {
	const energy = (energyWh: number) => formatEnergy(energyWh, locale);
	const money = (amountMinor: number) => formatMoney({ amountMinor, currency: price.currency }, locale);
	const cut = price.energyOutWh - price.energyInWh !== price.diffWh;
	const raised = (price.chargeableWh * price.rateMinor) % 1000 !== 0;
	return [
		{ label: 'New battery', value: energy(price.energyOutWh) },
		{ label: 'Returned battery', value: energy(price.energyInWh) },
		{ label: 'Difference', value: energy(price.diffWh), note: cut ? 'cut to two decimals' : undefined },
		{ label: 'From quota', value: energy(price.quotaWh), note: quotaNote(price, energy) },
		{ label: 'To charge', value: energy(price.chargeableWh) },
		{ label: 'Price of 1 kWh', value: money(price.rateMinor) },
		{ label: 'Cost', value: money(price.costMinor), note: raised ? 'rounded up' : undefined },
		{ label: 'To pay', value: money(price.payableMinor), note: payableNote(price), strong: true },
	];
}

function quotaNote(price: SwapPrice, energy: (energyWh: number) => string): string {
	return price.quotaAvailableWh === null ? 'unlimited' : `of ${energy(price.quotaAvailableWh)} left`;
}

function payableNote({ skipReason, costMinor, payableMinor, currency, diffWh }: SwapPrice): string | undefined {
	if (skipReason === 'ZERO_COST_ROUNDING') return `less than 1 ${currency}: nothing to pay`;
	if (skipReason === 'QUOTA_CREDIT') return diffWh > 0 ? 'covered by quota' : 'no energy gained';
	return costMinor > payableMinor ? `cut to whole ${currency}` : undefined;
}
