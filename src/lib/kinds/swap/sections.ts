import { toKwhFloor } from '#lib/kernel/energy.ts';
import { minorDigits } from '#lib/kernel/money.ts';
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
			{ label: 'Name', value: { text: customer?.name ?? '' }, ...(found && { note: `Found by ${found}` }) },
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
				note: isTyped ? 'Typed by hand' : 'Read over Bluetooth',
			},
			{ label: 'Charge', value: { percent: reading.chargePercent } },
			...reading.flags.map((flag) => ({ label: 'Implausible', value: { text: flag, code: true } })),
			{ label: 'Bound', value: { at } },
		],
	};
}

/** The price with each step of its computation and each rounding. Spec: seeds/000 §2. */
function priceRows(price: SwapPrice): readonly ReportRow[] {
	const { currency } = price;
	const money = (amountMinor: number) => ({ money: { amountMinor, currency } });
	const isRounded = price.energyOutWh - price.energyInWh !== price.diffWh;
	const available =
		price.quotaAvailableWh === null ? 'Unlimited' : `${toKwhFloor(price.quotaAvailableWh)} kWh left before`;
	return [
		{ label: 'Energy out', value: { energyWh: price.energyOutWh } },
		{ label: 'Energy in', value: { energyWh: price.energyInWh } },
		{
			label: 'Difference',
			value: { energyWh: price.diffWh },
			...(isRounded && { note: 'Cut to 2 decimals' }),
		},
		{ label: 'From quota', value: { energyWh: price.quotaWh }, note: available },
		{ label: 'To be paid for', value: { energyWh: price.chargeableWh } },
		{ label: 'Price of 1 kWh', value: money(price.rateMinor) },
		{ label: 'Cost', value: money(price.costMinor), note: 'Rounded up to the smallest unit' },
		{ label: 'Payable', value: money(price.payableMinor), note: payableNote(price), strong: true },
	];
}

function payableNote({ skipReason, currency }: SwapPrice): string {
	if (skipReason === 'QUOTA_CREDIT') return 'Covered by quota';
	if (skipReason === 'ZERO_COST_ROUNDING') return 'Below the smallest amount that is taken';
	return minorDigits(currency) > 0 ? 'Cut to whole units' : 'In whole units';
}
