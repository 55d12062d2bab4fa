import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import type { ChargeStatus } from '#lib/server/store/charge_filter.ts';
import { listCharges, type ChargePageRequest, type ChargeSort } from '#lib/server/store/list_charges.ts';
import type { PageKey } from '#lib/server/store/page_by_key.ts';
import { chargeSpan, type ChargeRange } from './charge_spans.ts';
import { tellCharges, type ToldCharge } from './charge_told.ts';
import type { ReportParts } from './record_reading.ts';

/** What a history can be in the order of. */
export const chargeSorts = ['start', 'energy', 'cost'] as const satisfies readonly ChargeSort[];

/** What a rider wants to see of their charging sessions. */
export interface ChargeHistoryRequest {
	readonly customerId: string;
	readonly range: ChargeRange;
	readonly status: ChargeStatus | null;
	readonly stationId: string | null;
	readonly page: ChargePageRequest;
}

/** A page of a rider's charging sessions, cancelled and held ones among them. */
export interface ChargeHistory {
	readonly rows: readonly ToldCharge[];
	/** Keys of the pages beside it; null where there is none. */
	readonly previous: PageKey | null;
	readonly next: PageKey | null;
	/** The zone whose days and months the range is of, IANA. */
	readonly timeZone: string;
}

/** Reads a page of the charging sessions of a customer. */
export async function readChargeHistory(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	{ customerId, range, status, stationId, page }: ChargeHistoryRequest,
): Promise<ChargeHistory> {
	const { db } = parts.store;
	const { usual: timeZone } = await loadRiderZones(db, customerId);
	const span = chargeSpan(range, { now: parts.clock(), timeZone });
	const found = await listCharges(db, { customerId, ...span, status, stationId }, page);
	const rows = await tellCharges(parts, found.rows);
	return { rows, previous: found.previous, next: found.next, timeZone };
}
