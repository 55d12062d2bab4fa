import { averagePowerKw, costMinor } from '#lib/charging/figures.ts';
import type { ChargeData } from '#lib/charging/data.ts';
import { formatDateTime, formatDuration, formatEnergy, formatMoney, formatPercent } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';

interface Row {
	readonly label: string;
	readonly value: string;
	readonly strong?: boolean;
}

interface RowReading {
	readonly locale: string;
	readonly timeZone: string;
}

/** Where and when a session was, and how long, as it was last told. */
export function factRows({ charge, progress, end }: ChargeData, reading: RowReading): Row[] {
	if (!charge) return [];
	const { station, connector, startedAt } = charge;
	const { locale } = reading;
	const durationMs = progress ? (end?.at ?? progress.newsAt) - startedAt : 0;
	const level = progress?.level ?? charge.levelStart;
	const powerKw = averagePowerKw(progress?.energyWh ?? 0, durationMs);
	return [
		{ label: m.charging_station(), value: station.name },
		{ label: m.charging_connector(), value: connector.id },
		{ label: m.charging_began(), value: formatDateTime(startedAt, reading) },
		...(end ? [{ label: m.charging_ended_at(), value: formatDateTime(end.at, reading) }] : []),
		{ label: m.charging_time(), value: formatDuration(durationMs, locale) },
		...(level === null ? [] : [{ label: m.charging_level(), value: formatPercent(level, locale) }]),
		{ label: m.charging_power_mean(), value: `${new Intl.NumberFormat(locale).format(powerKw)}\u00a0kW` },
	];
}

/** What it comes to, and by which price. */
export function moneyRows({ charge, progress }: ChargeData, locale: string): Row[] {
	if (!charge || !progress) return [];
	const { currency, priceMinorPerKwh } = charge.tariff;
	const money = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale);
	return [
		{ label: m.charging_energy(), value: formatEnergy(progress.energyWh, locale) },
		{ label: m.charging_price_kwh(), value: money(priceMinorPerKwh) },
		{ label: m.charging_cost(), value: money(costMinor(progress.energyWh, charge.tariff)), strong: true },
	];
}
