import type { ReportSection } from '#lib/session/report.ts';
import type { BoundBattery } from './events.ts';
import { explainPrice } from './price_explanation.ts';
import type { SwapData } from './state.ts';

/** A swap as those who manage it read it: customer, batteries, price. What is not known yet is left out. */
export function swapSections(data: SwapData): readonly ReportSection[] {
	return [
		...(data.customer ? [customerSection(data)] : []),
		...(data.oldBattery ? [batterySection('Returned battery', data.oldBattery)] : []),
		...(data.newBattery ? [batterySection('New battery', data.newBattery)] : []),
		...(data.price ? [{ title: 'Price', rows: explainPrice(data.price) }] : []),
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
