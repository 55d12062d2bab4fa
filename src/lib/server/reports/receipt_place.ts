import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import { loadStation } from '#lib/server/store/session_report_detail.ts';
import type { ReportParts } from './record_reading.ts';

/** Where a session was, and by which clock its receipt tells the time (IANA name). */
export interface ReceiptPlace {
	readonly stationName: string | null;
	readonly timeZone: string;
}

/** The place of a session at a station; a rider who reads it, `customerId`, may have chosen another clock than that of the station. */
export async function readReceiptPlace(
	{ store }: ReportParts,
	{ stationId, customerId }: { stationId: string | null; customerId: string | null },
): Promise<ReceiptPlace> {
	const [station, zones] = await Promise.all([
		loadStation(store.db, stationId),
		customerId === null ? null : loadRiderZones(store.db, customerId),
	]);
	return {
		stationName: station?.name ?? null,
		timeZone: zones?.chosen ?? station?.timeZone ?? zones?.usual ?? 'UTC',
	};
}
