import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import { formatDateTime } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { beganText, costText, durationText, energyText, formatPower, levelText, priceText } from '../charge_figures.ts';
import { endWord, sourceWord, type Charge } from '../charge_words.ts';

/** When, where and how a session was. */
export function factRows(charge: Charge, locale: string): DefinitionRow[] {
	const { startedAt, endedAt, timeZone, energyWh, maxPowerW } = charge;
	const hours = ((endedAt ?? startedAt) - startedAt) / 3_600_000;
	const end = endedAt === null ? '—' : formatDateTime(endedAt, { locale, timeZone });
	return [
		{ label: m.charging_connector(), value: charge.connectorId },
		{ label: m.charging_began(), value: beganText(charge, locale) },
		{ label: m.charging_ended_at(), value: end, note: endWord(charge) },
		{ label: m.charging_time(), value: durationText(charge, endedAt ?? startedAt, locale) },
		...(charge.levelStart === null && charge.level === null
			? []
			: [
					{
						label: m.charging_level(),
						value: `${levelText(charge.levelStart, locale)} → ${levelText(charge.level, locale)}`,
					},
				]),
		{ label: m.charging_power_mean(), value: hours > 0 ? formatPower(energyWh / hours, locale) : '—' },
		...(maxPowerW > 0 ? [{ label: m.charging_power_most(), value: formatPower(maxPowerW, locale) }] : []),
	];
}

/** What a session costs, and why. */
export function priceRows(charge: Charge, locale: string): DefinitionRow[] {
	return [
		{ label: m.charging_energy(), value: energyText(charge, locale), note: sourceWord(charge) },
		{ label: m.charging_price_kwh(), value: priceText(charge, locale), note: m.charging_price_fixed() },
		{ label: m.charging_cost(), value: costText(charge, locale), strong: true },
	];
}
