import { toKwhFloor } from '#lib/kernel/energy.ts';
import type { SwapPrice } from '#lib/plan/swap_price.ts';
import type { ReportRow } from '#lib/session/report.ts';

/** The price of a swap, line by line, each rounding named: one value for screen, receipt and report. Spec: seeds/000 §2. */
export function explainPrice(price: SwapPrice): readonly ReportRow[] {
	const { currency, quotaAvailableWh, chargeableWh } = price;
	const money = (amountMinor: number) => ({ money: { amountMinor, currency } });
	const isCut = price.energyOutWh - price.energyInWh !== price.diffWh;
	const isRaised = (chargeableWh * price.rateMinor) % 1000 !== 0;
	const payableNote = noteOnPayable(price);
	return [
		{ label: 'New battery', value: { energyWh: price.energyOutWh } },
		{ label: 'Returned battery', value: { energyWh: price.energyInWh } },
		{ label: 'Difference', value: { energyWh: price.diffWh }, ...(isCut && { note: 'cut to two decimals' }) },
		{
			label: 'From quota',
			value: { energyWh: price.quotaWh },
			note: quotaAvailableWh === null ? 'unlimited' : `of ${exactEnergy(quotaAvailableWh)} left`,
		},
		{
			label: 'To charge',
			value: { energyWh: chargeableWh },
			...(chargeableWh % 10 !== 0 && { note: `exactly ${exactEnergy(chargeableWh)}` }),
		},
		{ label: 'Price of 1 kWh', value: money(price.rateMinor) },
		{ label: 'Cost', value: money(price.costMinor), ...(isRaised && { note: 'rounded up' }) },
		{ label: 'To pay', value: money(price.payableMinor), ...(payableNote && { note: payableNote }), strong: true },
	];
}

/** Energy without any cut: in kWh where two decimals tell all of it, else in Wh. */
function exactEnergy(energyWh: number): string {
	return energyWh % 10 === 0 ? `${toKwhFloor(energyWh)} kWh` : `${energyWh} Wh`;
}

function noteOnPayable({ skipReason, costMinor, payableMinor, currency, diffWh }: SwapPrice): string | undefined {
	if (skipReason === 'ZERO_COST_ROUNDING') return `less than 1 ${currency}: nothing to pay`;
	if (skipReason === 'QUOTA_CREDIT') return diffWh > 0 ? 'covered by quota' : 'no energy gained';
	return costMinor > payableMinor ? `cut to whole ${currency}` : undefined;
}
