import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';

/** The most a battery can hold, as a share of its rating: a reading beyond is refused. */
const mostOfRating = 2;

/** The share of its rating above which a reading is kept but flagged. */
const flaggedOfRating = 1.2;

/**
 * Bounds a reading by the battery's rating: pricing never rests on an unbounded claim.
 * Refuses READING_IMPLAUSIBLE above 200 %; flags `energy_above_rating` above 120 % and `manual_reading` where it was typed.
 */
export function boundReading(
	reading: BatteryReading,
	ratedWh: number | null,
): Result<BatteryReading, 'READING_IMPLAUSIBLE'> {
	if (ratedWh !== null && reading.energyWh > ratedWh * mostOfRating) {
		return refuse('READING_IMPLAUSIBLE', { energy: reading.energyWh, rated: ratedWh });
	}
	const flags = new Set(reading.flags);
	if (ratedWh !== null && reading.energyWh > ratedWh * flaggedOfRating) flags.add('energy_above_rating');
	if (reading.source === 'manual') flags.add('manual_reading');
	return ok({ ...reading, flags: [...flags] });
}
