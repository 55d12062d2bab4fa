import { formatDateTime } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { beganText, costText, durationText, energyText, formatPower, levelText, priceText } from '../charge_figures.ts';
import { endWord, sourceWord, type Charge } from '../charge_words.ts';

/** A name and its value, as a list of definitions shows them; `note` explains the value. */
export interface DetailRow {
	readonly label: string;
	readonly value: string;
	readonly note?: string | undefined;
	readonly code?: boolean;
	readonly strong?: boolean;
}

/** When, where and how a session was. */
export function factRows(charge: Charge, locale: string): DetailRow[] {
	const { startedAt, endedAt, energyWh, maxPowerW } = charge;
	const hours = ((endedAt ?? startedAt) - startedAt) / 3_600_000;
	return [
		{ label: m.charging_connector(), value: charge.connectorId },
		...timeRows(charge, locale, endWord(charge)),
		{ label: m.charging_power_mean(), value: hours > 0 ? formatPower(energyWh / hours, locale) : '—' },
		...(maxPowerW > 0 ? [{ label: m.charging_power_most(), value: formatPower(maxPowerW, locale) }] : []),
	];
}

/** When a session was, how long, and from which level to which; `ending` says what ended it. */
export function timeRows(charge: Charge, locale: string, ending?: string): DetailRow[] {
	const { startedAt, endedAt, timeZone } = charge;
	const end = endedAt === null ? '—' : formatDateTime(endedAt, { locale, timeZone });
	return [
		{ label: m.charging_began(), value: beganText(charge, locale) },
		{ label: m.charging_ended_at(), value: end, note: ending },
		{ label: m.charging_time(), value: durationText(charge, endedAt ?? startedAt, locale) },
		...(charge.levelStart === null && charge.level === null
			? []
			: [
					{
						label: m.charging_level(),
						value: `${levelText(charge.levelStart, locale)} → ${levelText(charge.level, locale)}`,
					},
				]),
	];
}

/** What a session costs, and why; `name` is what the sum is called. */
export function priceRows(charge: Charge, locale: string, name: string = m.charging_cost()): DetailRow[] {
	return [
		{ label: m.charging_energy(), value: energyText(charge, locale), note: sourceWord(charge) },
		{ label: m.charging_price_kwh(), value: priceText(charge, locale), note: m.charging_price_fixed() },
		{ label: name, value: costText(charge, locale), strong: true },
	];
}
