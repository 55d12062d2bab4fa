import type { CurvePoint } from '#lib/server/store/list_ocpi_curves.ts';
import type { RoamingRecord } from '#lib/server/store/list_ocpi_records.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { hourParts, toDateTime, toHours, toKwh, toLine, toPrice } from './ocpi_figures.ts';
import type { OcpiCdr } from './ocpi_objects.ts';
import { evseId, evseUid, ocpiId, ownedBy, tariffId, type Party } from './ocpi_party.ts';
import type { CdrLocation, Tariff } from './ocpi_parts.ts';
import { chargingPeriods } from './ocpi_periods.ts';
import { cdrTokenOf } from './ocpi_token.ts';

type Row = RoamingRecord['record'];

/**
 * A charge detail record as an OCPI CDR. A credit has all of what it takes back, its cost alone is negative. Null where no address, or
 * no connector, is known of the place: none is made up.
 */
export function printOcpiCdr(party: Party, row: RoamingRecord, curve: readonly CurvePoint[]): OcpiCdr | null {
	const { record, charge, progress } = row;
	const location = locationOf(party, row);
	if (!charge || !location) return null;
	const { startedAt, currency } = record;
	const endedAt = Math.max(record.endedAt, startedAt);
	const energyWh = Math.abs(record.energyWh);
	const isMeasured = progress?.energyWh === energyWh && progress.source !== 'estimate';
	const tariff = tariffOf(party, record);
	const remark = toLine(record.reason, 255);
	return {
		...ownedBy(party),
		id: record.id,
		start_date_time: toDateTime(startedAt),
		end_date_time: toDateTime(endedAt),
		session_id: ocpiId(record.sessionId),
		cdr_token: cdrTokenOf(party, charge),
		auth_method: charge.authMethod,
		cdr_location: location,
		currency,
		tariffs: [tariff],
		charging_periods: chargingPeriods({
			...{ startedAt, endedAt, energyWh, tariffId: tariff.id },
			curve: isMeasured ? curve : [],
		}),
		total_cost: toPrice(record.costMinor, currency),
		total_energy: toKwh(energyWh),
		total_time: toHours(hourParts(endedAt - startedAt)),
		...(remark !== undefined && { remark }),
		...(record.creditedId !== null && { credit: true as const, credit_reference_id: record.creditedId }),
		last_updated: toDateTime(record.at),
	};
}

/** The place and its connector as they were when charging began. */
function locationOf(party: Party, { record, place }: RoamingRecord): CdrLocation | null {
	const address = toLine(place?.address ?? null, 45);
	const city = toLine(place?.city ?? null, 45);
	if (!place || !address || !city) return null;
	const name = toLine(place.name, 255);
	const postalCode = toLine(place.postalCode, 10);
	const uid = evseUid(record.stationId, record.connectorId);
	const { standard, format, powerType } = place.connector;
	return {
		id: ocpiId(record.stationId),
		...(name && { name }),
		...{ address, city },
		...(postalCode && { postal_code: postalCode }),
		country: place.country,
		coordinates: { latitude: place.latitude.toFixed(6), longitude: place.longitude.toFixed(6) },
		evse_uid: uid,
		evse_id: evseId(party, uid),
		connector_id: ocpiId(record.connectorId),
		// What managers entered; what the standard does not have is found when the object is checked.
		connector_standard: standard as CdrLocation['connector_standard'],
		connector_format: format as CdrLocation['connector_format'],
		connector_power_type: powerType as CdrLocation['connector_power_type'],
	};
}

/** The price that the session began with; by the standard what is free is a flat fee of nothing. */
function tariffOf(party: Party, { stationId, currency, priceMinorPerKwh, startedAt }: Row): Tariff {
	const type = priceMinorPerKwh === 0 ? 'FLAT' : 'ENERGY';
	return {
		...ownedBy(party),
		id: tariffId(stationId, { priceMinorPerKwh, currency }),
		currency,
		elements: [{ price_components: [{ type, price: toMajor(priceMinorPerKwh, currency), step_size: 1 }] }],
		last_updated: toDateTime(startedAt),
	};
}
