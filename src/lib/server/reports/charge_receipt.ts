import type { ChargeData } from '#lib/charging/data.ts';
import { readPlace } from '#lib/charging/place.ts';
import type { StationAddress } from '#lib/charging/site.ts';
import { loadChargeCase, type ChargeCase, type SealedRecord } from '#lib/server/store/charge_case.ts';
import { loadChargingPlace } from '#lib/server/store/charging_places.ts';
import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { showCharge, type ShownCharge } from './charge_shown.ts';
import type { ReportParts } from './record_reading.ts';

/** What a charging session was billed with. Energy Wh, money minor units, instants UTC milliseconds. */
export interface ChargeReceipt {
	readonly charge: ShownCharge;
	/** Number of the last record, and when that was written. */
	readonly number: string;
	readonly issuedAt: number;
	readonly riderName: string;
	/** Where the station stood, as it was sealed with the record; null where nobody told. */
	readonly address: Pick<StationAddress, 'address' | 'postalCode' | 'city'> | null;
	/** First to last: what was billed first, and each credit and correction since. They add up to what the session costs. */
	readonly records: readonly Pick<SealedRecord, 'id' | 'kind' | 'energyWh' | 'costMinor' | 'reason' | 'at'>[];
}

/** Reads the receipt of a charging session, for a rider by the clock that they chose; null for one that was never billed. */
export async function readChargeReceipt(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	session: SessionRecord,
	{ customerId }: { customerId: string | null },
): Promise<ChargeReceipt | null> {
	const { db } = parts.store;
	const [found, zones] = await Promise.all([
		loadChargeCase(db, session.id),
		customerId === null ? null : loadRiderZones(db, customerId),
	]);
	const last = found?.records.at(-1);
	if (!found || !last) return null;
	const { charge } = found.session.data as ChargeData;
	return {
		charge: await showCharge(parts, found.session, zones?.chosen ?? null),
		number: last.id,
		issuedAt: last.at,
		riderName: found.customer?.name ?? charge?.rider.name ?? '',
		address: await addressOf(parts, found, last),
		records: found.records.map(({ id, kind, energyWh, costMinor, reason, at }) => ({
			...{ id, kind, energyWh, costMinor, reason, at },
		})),
	};
}

/** Records of before places were sealed with them are told where the station stands now. */
async function addressOf(
	{ store }: Pick<ReportParts, 'store'>,
	{ session }: Pick<ChargeCase, 'session'>,
	{ placeJson, stationId }: Pick<SealedRecord, 'placeJson' | 'stationId'>,
): Promise<ChargeReceipt['address']> {
	const { charge } = session.data as ChargeData;
	const ofRecord = readPlace(placeJson);
	const sealed = ofRecord === undefined ? charge?.station.address : ofRecord;
	const place = sealed === undefined ? ((await loadChargingPlace(store.db, stationId))?.address ?? null) : sealed;
	return place && { address: place.address, postalCode: place.postalCode, city: place.city };
}
