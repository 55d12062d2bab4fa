import type { CurvePoint } from '#lib/server/store/list_ocpi_curves.ts';
import { hourParts, toDateTime, toHours, toKw, toKwh } from './ocpi_figures.ts';
import type { ChargingPeriod } from './ocpi_parts.ts';

/** What a session came to, and how it went there. */
interface Course {
	/** UTC milliseconds. */
	readonly startedAt: number;
	readonly endedAt: number;
	readonly energyWh: number;
	/** First to last; empty where nothing but the whole is known. */
	readonly curve: readonly CurvePoint[];
	readonly tariffId: string;
}

/**
 * The charging periods of a session, one at least: energy and time of all of them add up to those of the session. A curve that says
 * more than the session came to is not one of it: then there is one period.
 */
export function chargingPeriods({ startedAt, endedAt, energyWh, curve, tariffId }: Course): ChargingPeriod[] {
	const told = curve.some((point) => point.energyWh > energyWh) ? [] : curve;
	const within = told.filter(({ at }) => at > startedAt && at < endedAt);
	const last: CurvePoint = { at: endedAt, energyWh, maxPowerW: null };
	const periods: ChargingPeriod[] = [];
	let from = { at: startedAt, energyWh: 0 };
	for (const point of [...within, last]) {
		const reachedWh = Math.max(from.energyWh, point.energyWh);
		const time = hourParts(point.at - startedAt) - hourParts(from.at - startedAt);
		periods.push({
			start_date_time: toDateTime(from.at),
			dimensions: [
				{ type: 'ENERGY', volume: toKwh(reachedWh - from.energyWh) },
				{ type: 'TIME', volume: toHours(time) },
				...(point.maxPowerW === null ? [] : [{ type: 'MAX_POWER' as const, volume: toKw(point.maxPowerW) }]),
			],
			tariff_id: tariffId,
		});
		from = { at: point.at, energyWh: reachedWh };
	}
	return periods;
}
