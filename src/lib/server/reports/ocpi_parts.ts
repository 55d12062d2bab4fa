import * as v from 'valibot';
import { connectorFormats, connectorTypes, powerTypes } from './ocpi_connector_types.ts';
import { ciString, country, currency, dateTime, number, partyId, string, volume } from './ocpi_values.ts';

/** The classes that sessions and charge detail records of OCPI 2.2.1 are made of, as far as we send them. */

/** `AuthMethod`. */
export const authMethod = v.picklist(['AUTH_REQUEST', 'COMMAND', 'WHITELIST']);

/** `CdrToken`: who charged, to the party that has the contract. */
export const cdrToken = v.strictObject({
	country_code: country,
	party_id: partyId,
	uid: ciString(36),
	type: v.picklist(['AD_HOC_USER', 'APP_USER', 'OTHER', 'RFID']),
	contract_id: ciString(36),
});

export type CdrToken = v.InferOutput<typeof cdrToken>;

/** `ChargingPeriod` with the dimensions that we measure: kWh, hours, kW. */
export const chargingPeriod = v.strictObject({
	start_date_time: dateTime,
	dimensions: v.pipe(
		v.array(v.strictObject({ type: v.picklist(['ENERGY', 'TIME', 'MAX_POWER']), volume })),
		v.minLength(1),
	),
	tariff_id: v.optional(ciString(36)),
});

export type ChargingPeriod = v.InferOutput<typeof chargingPeriod>;

/** `CdrLocation`: the place and the connector, without the rest of the station. */
export const cdrLocation = v.strictObject({
	id: ciString(36),
	name: v.optional(string(255)),
	address: string(45),
	city: string(45),
	postal_code: v.optional(string(10)),
	country: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
	coordinates: v.strictObject({
		latitude: v.pipe(v.string(), v.regex(/^-?\d{1,2}\.\d{5,7}$/), v.maxLength(10)),
		longitude: v.pipe(v.string(), v.regex(/^-?\d{1,3}\.\d{5,7}$/), v.maxLength(11)),
	}),
	evse_uid: ciString(36),
	evse_id: ciString(48),
	connector_id: ciString(36),
	connector_standard: v.picklist(connectorTypes),
	connector_format: v.picklist(connectorFormats),
	connector_power_type: v.picklist(powerTypes),
});

export type CdrLocation = v.InferOutput<typeof cdrLocation>;

/** `Tariff` with one element: a price of a kWh, or nothing to pay. */
export const tariff = v.strictObject({
	country_code: country,
	party_id: partyId,
	id: ciString(36),
	currency,
	elements: v.pipe(
		v.array(
			v.strictObject({
				price_components: v.pipe(
					v.array(
						v.strictObject({
							type: v.picklist(['ENERGY', 'FLAT']),
							price: number,
							step_size: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
						}),
					),
					v.minLength(1),
				),
			}),
		),
		v.minLength(1),
	),
	last_updated: dateTime,
});

export type Tariff = v.InferOutput<typeof tariff>;
