import type { ChargeFlag } from './flags.ts';
import type { ConnectorTraits, StationAddress } from './site.ts';

/** What a charging session begins with; price and place stay what they were then. Energy Wh, power W, money minor units, instants UTC milliseconds. */
export interface ChargeStart {
	readonly rider: { readonly customerId: string; readonly userId: string; readonly name: string };
	readonly station: {
		readonly id: string;
		readonly name: string;
		readonly timeZone: string;
		/** Null where nobody told it; sessions of before it was kept have none. */
		readonly address?: StationAddress | null;
	};
	readonly connector: {
		readonly id: string;
		/** Null where nobody knows it. */
		readonly ratedPowerW: number | null;
		/** The charger that meters it; null where the vehicle's own reports are all there is. */
		readonly chargerId: string | null;
		/** Null for a connector that nobody entered; sessions of before they were kept have none. */
		readonly traits?: ConnectorTraits | null;
	};
	readonly tariff: ChargeTariff;
	/** Capacity of the vehicle's battery. */
	readonly capacityWh: number;
	/** Percent; null where nobody told. */
	readonly levelStart: number | null;
	readonly startedAt: number;
	/** The rider's, IANA. */
	readonly timeZone: string;
	/** How the start was authorised. Spec: OCPI 2.2.1 AuthMethod. */
	readonly authMethod: 'COMMAND' | 'AUTH_REQUEST' | 'WHITELIST';
	/** The card or tag it was begun with; null where there is none. */
	readonly idTag: string | null;
}

/** What a kilowatt-hour costs. */
export interface ChargeTariff {
	readonly currency: string;
	readonly priceMinorPerKwh: number;
	/** The station's own, or the operator's for stations that have none. */
	readonly origin: 'station' | 'default';
}

/** A meter's register at an instant. */
export interface Register {
	readonly wh: number;
	readonly at: number;
}

/** How far a charging session is, as the last report left it. */
export interface ChargeProgress {
	readonly energyWh: number;
	/** Who says so; a meter wins over a phone, for good. */
	readonly source: 'none' | 'phone' | 'meter' | 'estimate';
	/** Percent, as last told; null where nobody told. */
	readonly level: number | null;
	/** The highest level that was told, percent; not in what was stored before it was kept. */
	readonly topLevel?: number;
	/** What flows now; null where nobody told. */
	readonly powerW: number | null;
	readonly maxPowerW: number;
	/** Where the meter stood last; null without one. */
	readonly register: Register | null;
	/** When something was last told. */
	readonly newsAt: number;
	readonly flags: readonly ChargeFlag[];
}

/** The progress of a session that just began. `registerWh` is where its meter stood. */
export function startProgress(start: ChargeStart, registerWh: number | null): ChargeProgress {
	return {
		energyWh: 0,
		source: registerWh === null ? 'none' : 'meter',
		level: start.levelStart,
		powerW: null,
		maxPowerW: 0,
		register: registerWh === null ? null : { wh: registerWh, at: start.startedAt },
		newsAt: start.startedAt,
		flags: [],
	};
}

/** Why a charging session ended. `rule` is the clock: no news for too long, or another transaction on its connector. */
export type ChargeEndReason = 'rider' | 'charger' | 'manager' | 'rule';
