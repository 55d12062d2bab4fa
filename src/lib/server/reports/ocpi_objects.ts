import { getLogger } from '@logtape/logtape';
import * as v from 'valibot';
import { authMethod, cdrLocation, cdrToken, chargingPeriod, tariff } from './ocpi_parts.ts';
import { ciString, country, currency, dateTime, partyId, price, string, volume } from './ocpi_values.ts';

const logger = getLogger(['pitlane', 'ocpi']);

/** `Session` of OCPI 2.2.1: a session of charging as it goes. */
export const ocpiSession = v.strictObject({
	country_code: country,
	party_id: partyId,
	id: ciString(36),
	start_date_time: dateTime,
	end_date_time: v.optional(dateTime),
	kwh: volume,
	cdr_token: cdrToken,
	auth_method: authMethod,
	location_id: ciString(36),
	evse_uid: ciString(36),
	connector_id: ciString(36),
	currency,
	charging_periods: v.optional(v.array(chargingPeriod)),
	total_cost: v.optional(price),
	status: v.picklist(['ACTIVE', 'COMPLETED', 'INVALID', 'PENDING']),
	last_updated: dateTime,
});

export type OcpiSession = v.InferOutput<typeof ocpiSession>;

/** `CDR` of OCPI 2.2.1: what was sold, or what is given back of it. */
export const ocpiCdr = v.strictObject({
	country_code: country,
	party_id: partyId,
	// 39 of the standard are for credits alone, of whom ours need no more than others.
	id: ciString(36),
	start_date_time: dateTime,
	end_date_time: dateTime,
	session_id: ciString(36),
	cdr_token: cdrToken,
	auth_method: authMethod,
	cdr_location: cdrLocation,
	currency,
	tariffs: v.array(tariff),
	charging_periods: v.pipe(v.array(chargingPeriod), v.minLength(1)),
	total_cost: price,
	total_energy: volume,
	total_time: volume,
	remark: v.optional(string(255)),
	credit: v.optional(v.literal(true)),
	credit_reference_id: v.optional(ciString(36)),
	last_updated: dateTime,
});

export type OcpiCdr = v.InferOutput<typeof ocpiCdr>;

/** The object if it is one that the standard has; null, with a line in the log, where data of ours do not fit it. */
export function fitting<Output extends { readonly id: string }>(
	schema: v.GenericSchema<Output>,
	object: Output,
): Output | null {
	const parsed = v.safeParse(schema, object, { abortEarly: true });
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	logger.warning('{id} is left out of OCPI: {path} does not fit', { id: object.id, path: v.getDotPath(issue) });
	return null;
}
