import { addDays, localDateAt, startOfDay, type LocalDate } from '#lib/kernel/time_zone.ts';
import type { StationSpan } from '#lib/server/store/session_list_filter.ts';
import type { ReportScope } from './report_reach.ts';

/** The zone in which the days of sessions without a station are told. */
export const zoneWithoutStation = 'UTC';

/** Days of a report, the first and the last of them included. */
export interface DateRange {
	readonly from: LocalDate;
	readonly to: LocalDate;
}

/** The days of a range as instants: those of each station on its own clock, a span for each zone. */
export function spansOf(scope: ReportScope, { from, to }: DateRange): StationSpan[] {
	const byZone = new Map<string, (string | null)[]>();
	for (const { id, timeZone } of scope.stations) byZone.set(timeZone, [...(byZone.get(timeZone) ?? []), id]);
	if (scope.withoutStation) byZone.set(zoneWithoutStation, [...(byZone.get(zoneWithoutStation) ?? []), null]);
	return [...byZone].map(([timeZone, stationIds]) => ({
		stationIds,
		fromMs: startOfDay(from, timeZone),
		untilMs: startOfDay(addDays(to, 1), timeZone),
	}));
}

/** The last days up to today, where the day of the easternmost station counts: nothing recent is left out. */
export function lastDays(scope: ReportScope, days: number, now: number): DateRange {
	const zones = new Set(scope.stations.map(({ timeZone }) => timeZone));
	if (scope.withoutStation || zones.size === 0) zones.add(zoneWithoutStation);
	const dates = [...zones].map((timeZone) => localDateAt(now, timeZone)).sort();
	const to = dates.at(-1) ?? localDateAt(now, zoneWithoutStation);
	return { from: addDays(to, 1 - days), to };
}
