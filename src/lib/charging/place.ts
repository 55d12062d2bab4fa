import type { ChargeStart } from './charge.ts';
import type { ConnectorTraits, StationAddress } from './site.ts';

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
