import type { Money } from '#lib/kernel/money.ts';
import type { SwapPrice } from '#lib/plan/swap_price.ts';

/** What a line of the price tells. */
export type PriceLineName =
	'new_battery' | 'returned_battery' | 'difference' | 'from_quota' | 'to_charge' | 'rate' | 'cost' | 'payable';

/** Where a figure comes from, or how it was rounded; energy in Wh. */
export type PriceNote =
	| { readonly code: 'cut_energy' | 'unlimited' | 'rounded_up' | 'covered' | 'no_gain' }
	| { readonly code: 'of_left' | 'exactly'; readonly energyWh: number }
	| { readonly code: 'below_unit' | 'cut_money'; readonly currency: string };

/** A figure of the price; energy in Wh. */
export interface PriceLine {
	readonly name: PriceLineName;
	readonly value: { readonly energyWh: number } | { readonly money: Money };
	readonly note?: PriceNote;
}

/** The price of a swap, line by line, each rounding named: one value for screen, receipt and report. Spec: seeds/000 §2. */
export function explainPrice(price: SwapPrice): readonly PriceLine[] {
	const { currency, quotaAvailableWh, chargeableWh } = price;
	const money = (amountMinor: number) => ({ money: { amountMinor, currency } });
	const isCut = price.energyOutWh - price.energyInWh !== price.diffWh;
	const isRaised = (chargeableWh * price.rateMinor) % 1000 !== 0;
	const payableNote = noteOnPayable(price);
	return [
		{ name: 'new_battery', value: { energyWh: price.energyOutWh } },
		{ name: 'returned_battery', value: { energyWh: price.energyInWh } },
		{ name: 'difference', value: { energyWh: price.diffWh }, ...(isCut && { note: { code: 'cut_energy' } }) },
		{
			name: 'from_quota',
			value: { energyWh: price.quotaWh },
			note: quotaAvailableWh === null ? { code: 'unlimited' } : { code: 'of_left', energyWh: quotaAvailableWh },
		},
		{
			name: 'to_charge',
			value: { energyWh: chargeableWh },
			...(chargeableWh % 10 !== 0 && { note: { code: 'exactly', energyWh: chargeableWh } }),
		},
		{ name: 'rate', value: money(price.rateMinor) },
		{ name: 'cost', value: money(price.costMinor), ...(isRaised && { note: { code: 'rounded_up' } }) },
		{ name: 'payable', value: money(price.payableMinor), ...(payableNote && { note: payableNote }) },
	];
}

function noteOnPayable({ skipReason, costMinor, payableMinor, currency, diffWh }: SwapPrice): PriceNote | undefined {
	if (skipReason === 'ZERO_COST_ROUNDING') return { code: 'below_unit', currency };
	if (skipReason === 'QUOTA_CREDIT') return { code: diffWh > 0 ? 'covered' : 'no_gain' };
	return costMinor > payableMinor ? { code: 'cut_money', currency } : undefined;
}
