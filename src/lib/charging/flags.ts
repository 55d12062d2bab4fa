/** Why a charging session is kept out of statistics and money until a person has decided. */
export const chargeFlagCodes = [
	/** More power than the connector can give. */
	'POWER_ABOVE_RATING',
	/** More energy between two reports than the connector can give. */
	'ENERGY_JUMP',
	/** A report of less energy than there was before. */
	'ENERGY_FELL',
	/** Hours without any energy. */
	'ENERGY_ZERO',
	/** The meter's register fell: it began anew, or was exchanged. */
	'METER_RESET',
	/** The meter said that it began at nothing, and its next reading says otherwise. */
	'METER_BEGIN_ZERO',
	/** The meter never said where it began. */
	'METER_BEGIN_MISSING',
	/** Nobody said that it ended: it was closed by rule. */
	'STOP_MISSING',
	/** A manager ended it, since its charger did not. */
	'ENDED_BY_MANAGER',
	/** It was cancelled after energy had flowed. */
	'CANCELLED_WITH_ENERGY',
	/** The charger's clock is wrong by more than minutes. */
	'CLOCK_WRONG',
	/** The meter told of more after it had ended. */
	'METER_LATE',
] as const;

export type ChargeFlagCode = (typeof chargeFlagCodes)[number];

/** One reason, with the figures that show it: Wh, W or ms as the code has it. */
export interface ChargeFlag {
	readonly code: ChargeFlagCode;
	/** UTC milliseconds. */
	readonly at: number;
	/** What was told. */
	readonly value: number | null;
	/** What was possible. */
	readonly limit: number | null;
}

/** Adds a reason; each code is told once, as it first came up. */
export function withFlag(flags: readonly ChargeFlag[], flag: ChargeFlag): readonly ChargeFlag[] {
	return flags.some(({ code }) => code === flag.code) ? flags : [...flags, flag];
}
