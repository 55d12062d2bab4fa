import type { ChargeStart } from './charge.ts';

/** Where a station stands. */
export interface StationAddress {
	readonly address: string;
	readonly city: string;
	readonly postalCode: string | null;
	/** ISO 3166-1 alpha-3. */
	readonly country: string;
	/** Degrees, WGS 84. */
	readonly latitude: number;
	readonly longitude: number;
}

/** What a connector is. */
export interface ConnectorTraits {
	/** What its QR code says. */
	readonly code: string;
	/** The number its charger knows it by. */
	readonly evseId: number;
	/** ConnectorType, ConnectorFormat and PowerType of OCPI, as managers entered them. */
	readonly standard: string;
	readonly format: string;
	readonly powerType: string;
}

/** Where energy was sold: a station and a connector of it as they were when charging began. Sealed with each charge detail record. */
export interface ChargePlace extends StationAddress {
	readonly name: string;
	/** IANA. */
	readonly timeZone: string;
	readonly connector: ConnectorTraits & {
		readonly id: string;
		/** Null where nobody knows it, W. */
		readonly ratedPowerW: number | null;
	};
}

/**
 * The place that a session began at; null where its address, or its connector, was not known then, undefined for sessions of before places
 * were kept.
 */
export function placeOf({
	station,
	connector,
}: Pick<ChargeStart, 'station' | 'connector'>): ChargePlace | null | undefined {
	if (station.address === undefined || connector.traits === undefined) return undefined;
	if (!station.address || !connector.traits) return null;
	return {
		name: station.name,
		timeZone: station.timeZone,
		...station.address,
		connector: { id: connector.id, ...connector.traits, ratedPowerW: connector.ratedPowerW },
	};
}

/** The place of a record as it was sealed: JSON of what `placeOf` answers, null for what it leaves undefined. */
export function readPlace(json: string | null): ChargePlace | null | undefined {
	return json === null ? undefined : (JSON.parse(json) as ChargePlace | null);
}
