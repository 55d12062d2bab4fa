import { localMonthAt } from '#lib/kernel/time_zone.ts';
import type { ChargeFilter, ChargeStatus } from '#lib/server/store/charge_filter.ts';
import { listCharges, type ChargePageRequest } from '#lib/server/store/list_charges.ts';
import { listChargedStations } from '#lib/server/store/list_charge_curve.ts';
import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import { readHeldMonths } from './charge_held.ts';
import { showCharges } from './charge_shown.ts';
import { monthSpan } from './charge_spans.ts';
import { readChargeStatistics } from './charge_statistics.ts';
import type { ReportParts } from './record_reading.ts';

/** Which sessions a rider's history shows; null is all. */
export interface ChargeListFilter {
	/** `YYYY-MM` */
	readonly month: string | null;
	readonly stationId: string | null;
	readonly status: ChargeStatus | null;
}

/** Which page of them, in which order. */
export type ChargeListPage = ChargePageRequest;

/** The rows of a rider's filter as the store is asked for them. */
export function storedFilter(
	customerId: string,
	{ month, ...filter }: ChargeListFilter,
	timeZone: string,
): ChargeFilter {
	return {
		customerId,
		...filter,
		fromMs: null,
		untilMs: null,
		month: month === null ? null : monthSpan(month, timeZone),
	};
}

/** A page of a rider's sessions, with what there is to filter by, what was charged month by month, and what waits for a person. */
export async function readChargeList(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	request: { readonly customerId: string; readonly filter: ChargeListFilter; readonly page: ChargeListPage },
) {
	const { customerId, filter, page } = request;
	const { db } = parts.store;
	const zones = await loadRiderZones(db, customerId);
	const timeZone = zones.usual;
	const [found, stations, { months }, held] = await Promise.all([
		listCharges(db, storedFilter(customerId, filter, timeZone), page),
		listChargedStations(db, customerId),
		readChargeStatistics(parts, customerId),
		readHeldMonths(parts, customerId, timeZone),
	]);
	return {
		rows: await showCharges(parts, found.rows, zones.chosen),
		/** Keys of the pages beside it; null where there is none. */
		...{ previous: found.previous, next: found.next },
		...{ stations, months, held, zones },
		/** The month that it is by the rider's clock. */
		thisMonth: localMonthAt(parts.clock(), timeZone),
	};
}
