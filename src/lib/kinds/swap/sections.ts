import { toKwhFloor } from '#lib/kernel/energy.ts';
import type { SwapPrice } from '#lib/plan/swap_price.ts';
import type { ReportRow, ReportSection } from '#lib/session/report.ts';
import type { BoundBattery } from './events.ts';
import type { SwapData } from './state.ts';

/** A swap as those who manage it read it: customer, batteries, price. What is not known yet is left out. */
export function swapSections(data: SwapData): readonly ReportSection[] {
	return [
		...(data.customer ? [customerSection(data)] : []),
		...(data.oldBattery ? [batterySection('Returned battery', data.oldBattery)] : []),
		...(data.newBattery ? [batterySection('New battery', data.newBattery)] : []),
		...(data.price ? [{ title: 'Price', rows: priceRows(data.price) }] : []),
	];
}

const inputModeWords = { scan: 'QR code', manual: 'typed plan number', search: 'search' } as const;

function customerSection({ customer, identification, customerType }: SwapData): ReportSection {
	const found = identification && inputModeWords[identification.inputMode];
	return {
		title: 'Customer',
		rows: [
			{ label: 'Name', value: { text: customer?.name ?? '' }, ...(found && { note: `found by ${found}` }) },
			{
				label: 'Plan',
				value: { text: identification?.planId ?? '', code: true },
				note: customer?.subscriptionType ?? '',
			},
			{ label: 'Customer', value: { text: customerType === 'first-time' ? 'First time' : 'Returning' } },
		],
	};
}

function batterySection(title: string, { id, reading, at }: BoundBattery & { at: number }): ReportSection {
	const isTyped = reading.source === 'manual';
	return {
		title,
		rows: [
			{ label: 'Battery', value: { text: id, code: true } },
			{
				label: 'Energy',
				value: { energyWh: reading.energyWh },
				note: isTyped ? 'typed by hand' : 'read over Bluetooth',
			},
			{ label: 'Charge', value: { percent: reading.chargePercent } },
			...reading.flags.map((flag) => ({ label: 'Implausible', value: { text: flag, code: true } })),
			{ label: 'Bound', value: { at } },
		],
	};
}

/** The price with each step of its computation and each rounding, in the words of the wizard and the receipt. Spec: seeds/000 §2. */
function priceRows(price: SwapPrice): readonly ReportRow[] {
	const { currency } = price;
	const money = (amountMinor: number) => ({ money: { amountMinor, currency } });
	const isCut = price.energyOutWh - price.energyInWh !== price.diffWh;
	const isRaised = (price.chargeableWh * price.rateMinor) % 1000 !== 0;
	const { quotaAvailableWh } = price;
	const quotaNote = quotaAvailableWh === null ? 'unlimited' : `of ${toKwhFloor(quotaAvailableWh)} kWh left`;
	const payableNote = noteOnPayable(price);
	return [
		{ label: 'New battery', value: { energyWh: price.energyOutWh } },
		{ label: 'Returned battery', value: { energyWh: price.energyInWh } },
		{ label: 'Difference', value: { energyWh: price.diffWh }, ...(isCut && { note: 'cut to two decimals' }) },
		{ label: 'From quota', value: { energyWh: price.quotaWh }, note: quotaNote },
		{ label: 'To charge', value: { energyWh: price.chargeableWh } },
		{ label: 'Price of 1 kWh', value: money(price.rateMinor) },
		{ label: 'Cost', value: money(price.costMinor), ...(isRaised && { note: 'rounded up' }) },
		{ label: 'To pay', value: money(price.payableMinor), ...(payableNote && { note: payableNote }), strong: true },
	];
}

function noteOnPayable({ skipReason, costMinor, payableMinor, currency, diffWh }: SwapPrice): string | undefined {
	if (skipReason === 'ZERO_COST_ROUNDING') return `less than 1 ${currency}: nothing to pay`;
	if (skipReason === 'QUOTA_CREDIT') return diffWh > 0 ? 'covered by quota' : 'no energy gained';
	return costMinor > payableMinor ? `cut to whole ${currency}` : undefined;
}
