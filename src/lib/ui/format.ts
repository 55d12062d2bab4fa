import { toKwhFloor } from '#lib/kernel/energy.ts';
import { minorDigits, toMajor, type Money } from '#lib/kernel/money.ts';

/** How a person reads: BCP 47 locale, and the IANA zone in which times are told. */
export interface Reading {
	readonly locale: string;
	readonly timeZone: string;
}

/** «KES 288.00»: the currency's own number of digits, its ISO code unless the locale has a sign for it. */
export function formatMoney(money: Money, locale: string): string {
	const digits = minorDigits(money.currency);
	return new Intl.NumberFormat(locale, {
		style: 'currency',
		currency: money.currency,
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	}).format(toMajor(money.amountMinor, money.currency));
}

/** «2.4 kWh»: at most 2 decimals, cut and not rounded, as energy is charged for. */
export function formatEnergy(energyWh: number, locale: string): string {
	const energyKwh = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(toKwhFloor(energyWh));
	return `${energyKwh}\u00a0kWh`;
}

/** «45 %», from 0 to 100. */
export function formatPercent(percent: number, locale: string): string {
	return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100);
}

/** «21 Nov 2026, 14:05» on the clock of the zone. */
export function formatDateTime(atMs: number, { locale, timeZone }: Reading): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs);
}

/** «3 minutes ago»: the largest whole unit between two instants in milliseconds. */
export function formatRelative(atMs: number, nowMs: number, locale: string): string {
	const distanceS = Math.trunc((atMs - nowMs) / 1000);
	const [unit, seconds] = relativeUnits.find(([, size]) => Math.abs(distanceS) >= size) ?? ['second', 1];
	return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(distanceS / seconds), unit);
}

/** «4 min 12 s», «1 h 5 min»: the two largest units, whole seconds. */
export function formatDuration(durationMs: number, locale: string): string {
	const totalS = Math.max(0, Math.trunc(durationMs / 1000));
	const parts = [
		[Math.trunc(totalS / 3600), 'hour'],
		[Math.trunc(totalS / 60) % 60, 'minute'],
		[totalS % 60, 'second'],
	] as const;
	const first = Math.max(
		0,
		parts.findIndex(([count]) => count > 0),
	);
	const shown = totalS === 0 ? parts.slice(2) : parts.slice(first, first + 2).filter(([count]) => count > 0);
	return shown
		.map(([count, unit]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count))
		.join(' ');
}

const relativeUnits = [
	['day', 86_400],
	['hour', 3_600],
	['minute', 60],
	['second', 1],
] as const;
