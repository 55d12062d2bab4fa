import { batterySection } from '#lib/kinds/parts/bound_battery.ts';
import type { ReportSection } from '#lib/session/report.ts';
import { tellPrice } from './price_words.ts';
import type { SwapData } from './state.ts';

/** A swap as those who manage it read it: customer, batteries, price. What is not known yet is left out. */
export function swapSections(data: SwapData): readonly ReportSection[] {
	return [
		...(data.customer ? [customerSection(data)] : []),
		...(data.oldBattery ? [batterySection('Returned battery', data.oldBattery)] : []),
		...(data.newBattery ? [batterySection('New battery', data.newBattery)] : []),
		...(data.price ? [{ title: 'Price', rows: tellPrice(data.price) }] : []),
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
