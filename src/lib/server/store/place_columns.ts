import { chargingSites, connectors } from './schema_charging.ts';

/** What is read of a site as the address of its station; see `StationAddress`. */
export const addressColumns = {
	address: chargingSites.address,
	city: chargingSites.city,
	postalCode: chargingSites.postalCode,
	country: chargingSites.country,
	latitude: chargingSites.latitude,
	longitude: chargingSites.longitude,
} as const;

/** What is read of a connector as what it is; see `ConnectorTraits`. */
export const traitColumns = {
	code: connectors.code,
	evseId: connectors.evseId,
	standard: connectors.standard,
	format: connectors.format,
	powerType: connectors.powerType,
} as const;
