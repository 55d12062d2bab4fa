import { formatDateTime, formatDuration, formatEnergy, formatMoney, formatPercent } from '#lib/ui/format.ts';
import type { Charge } from './charge_words.ts';

/** «22 kW»: at most one decimal. */
export function formatPower(powerW: number, locale: string): string {
	const kilowatts = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(powerW / 1000);
	return `${kilowatts}\u00a0kW`;
}

/** What a session has cost so far. */
export function costText({ costMinor, currency }: Pick<Charge, 'costMinor' | 'currency'>, locale: string): string {
	return formatMoney({ amountMinor: costMinor, currency }, locale);
}

/** What a kWh costs in it. */
export function priceText(charge: Pick<Charge, 'priceMinorPerKwh' | 'currency'>, locale: string): string {
	return formatMoney({ amountMinor: charge.priceMinorPerKwh, currency: charge.currency }, locale);
}

/** Its energy. */
export function energyText({ energyWh }: Pick<Charge, 'energyWh'>, locale: string): string {
	return formatEnergy(energyWh, locale);
}

/** The battery's level; a dash where nobody told. */
export function levelText(level: number | null, locale: string): string {
	return level === null ? '—' : formatPercent(level, locale);
}

/** When it began, by the clock of its rider. */
export function beganText({ startedAt, timeZone }: Pick<Charge, 'startedAt' | 'timeZone'>, locale: string): string {
	return formatDateTime(startedAt, { locale, timeZone });
}

/** How long it took, or has taken until an instant. */
export function durationText(charge: Pick<Charge, 'startedAt' | 'endedAt'>, nowMs: number, locale: string): string {
	return formatDuration((charge.endedAt ?? nowMs) - charge.startedAt, locale);
}

/** «14:05» on the clock of a zone. */
export function timeText(atMs: number, timeZone: string, locale: string): string {
	return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(atMs);
}

/** «Nov 2026», of a month of the calendar, `2026-11`. */
export function monthText(month: string, locale: string, style: 'long' | 'short' = 'long'): string {
	const at = Date.parse(`${month}-01T00:00:00Z`);
	const options = style === 'long' ? ({ month: 'long', year: 'numeric' } as const) : ({ month: 'short' } as const);
	return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at);
}
