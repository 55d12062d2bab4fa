import { addDays, localMonthAt, startOfDay, type LocalDate } from '#lib/kernel/time_zone.ts';
import type { ChargeFilter } from '#lib/server/store/charge_filter.ts';

/** Which part of the history is asked for. Spec: seeds/001 step 4. */
export const chargePeriods = ['recent', 'this-month', 'all-time'] as const;

export type ChargePeriod = (typeof chargePeriods)[number];

/** A part of the history, and days of the rider's calendar that it is narrowed to; both days belong to it. */
export interface ChargeRange {
	readonly period: ChargePeriod;
	readonly from: LocalDate | null;
	readonly to: LocalDate | null;
}

/** How far back `recent` goes, ms: 30 days. */
const recentMs = 30 * 86_400_000;

/** When the sessions of a range began, by the calendar of a zone: its days are 23, 24 or 25 hours long. */
export function chargeSpan(
	{ period, from, to }: ChargeRange,
	{ now, timeZone }: { now: number; timeZone: string },
): Pick<ChargeFilter, 'fromMs' | 'untilMs' | 'month'> {
	const recentFrom = period === 'recent' ? now - recentMs : null;
	const firstDay = from === null ? null : startOfDay(from, timeZone);
	const starts = [recentFrom, firstDay].filter((at) => at !== null);
	return {
		fromMs: starts.length === 0 ? null : Math.max(...starts),
		untilMs: to === null ? null : startOfDay(addDays(to, 1), timeZone),
		month: period === 'this-month' ? monthSpan(localMonthAt(now, timeZone), timeZone) : null,
	};
}

/** A month of the calendar of a zone, `YYYY-MM`, as sessions are sought by it. */
export function monthSpan(month: string, timeZone: string): NonNullable<ChargeFilter['month']> {
	const first = `${month}-01`;
	const next = `${addDays(first, 31).slice(0, 7)}-01`;
	return { month, fromMs: startOfDay(first, timeZone), untilMs: startOfDay(next, timeZone) };
}
