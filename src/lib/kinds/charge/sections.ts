import { costMinor } from '#lib/charging/figures.ts';
import type { ReportSection } from '#lib/session/report.ts';
import { chargeFlagWords } from './labels.ts';
import type { ChargeData } from '#lib/charging/data.ts';

const sourceWords = {
	none: 'nobody told',
	phone: "reported by the rider's phone",
	meter: "read from the charger's meter",
	estimate: 'estimated from the battery level',
} as const;

/** A charging session as those who manage it read it: rider, place, energy, price, and what is odd about it. */
export function chargeSections(data: ChargeData): readonly ReportSection[] {
	const { charge, progress, end } = data;
	if (!charge) return [];
	const { currency } = charge.tariff;
	const money = (amountMinor: number) => ({ money: { amountMinor, currency } });
	return [
		{
			title: 'Charging',
			rows: [
				{ label: 'Rider', value: { text: charge.rider.name } },
				{ label: 'Station', value: { text: charge.station.name }, note: charge.station.id },
				{ label: 'Connector', value: { text: charge.connector.id, code: true } },
				{ label: 'Began', value: { at: charge.startedAt } },
				...(end ? [{ label: 'Ended', value: { at: end.at }, ...(end.detail && { note: end.detail }) }] : []),
				...levelRow('Level at the start', charge.levelStart),
				...levelRow('Level', progress?.level ?? null),
			],
		},
		...(progress
			? [
					{
						title: 'Price',
						rows: [
							{ label: 'Energy', value: { energyWh: progress.energyWh }, note: sourceWords[progress.source] },
							{ label: 'Price of a kWh', value: money(charge.tariff.priceMinorPerKwh) },
							{ label: 'Cost', value: money(costMinor(progress.energyWh, charge.tariff)), strong: true },
						],
					},
				]
			: []),
		...(progress && progress.flags.length > 0
			? [
					{
						title: 'To be looked at',
						rows: progress.flags.map(({ code, at }) => ({ label: chargeFlagWords[code], value: { at } })),
					},
				]
			: []),
	];
}

function levelRow(label: string, percent: number | null) {
	return percent === null ? [] : [{ label, value: { percent } }];
}
