/** What a battery claims, before it is bounded. */
export interface EnergyClaim {
	readonly energyWh: number;
	readonly chargePercent: number;
	/** Pack voltage, mV; null if the battery does not tell. */
	readonly packMillivolts: number | null;
}

/** A claim within the bounds of a `BatteryReading`, with a flag for each bound that it broke. */
export interface BoundedClaim {
	readonly energyWh: number;
	readonly chargePercent: number;
	readonly flags: readonly string[];
}

/** Upper bound of energy as a multiple of the rated energy. */
const maxRatedMultiple = 2;
const maxEnergyWh = 100_000;

/** From an empty 48 V pack to a full 96 V pack, with room on both sides. */
const packMillivoltsRange = { min: 30_000, max: 120_000 };

/** Clamps a claim and flags what is implausible; never throws, whatever the numbers. `ratedEnergyWh` is of a full battery. */
export function boundClaim(claim: EnergyClaim, ratedEnergyWh: number): BoundedClaim {
	const { energyWh, chargePercent, packMillivolts } = claim;
	const flags: string[] = [];
	if (!within(energyWh, { min: 0, max: Infinity })) flags.push('energy_below_zero');
	if (energyWh > ratedEnergyWh * maxRatedMultiple) flags.push('energy_above_rating');
	if (!within(chargePercent, { min: 0, max: 100 })) flags.push('charge_out_of_range');
	if (packMillivolts !== null && !within(packMillivolts, packMillivoltsRange)) flags.push('voltage_implausible');
	return {
		energyWh: Math.round(clamp(energyWh, maxEnergyWh)),
		chargePercent: Math.round(clamp(chargePercent, 100)),
		flags,
	};
}

function within(value: number, { min, max }: { min: number; max: number }): boolean {
	return value >= min && value <= max;
}

/** A value within 0…max; what is not a number counts as 0. */
function clamp(value: number, max: number): number {
	return Number.isNaN(value) ? 0 : Math.min(Math.max(value, 0), max);
}
