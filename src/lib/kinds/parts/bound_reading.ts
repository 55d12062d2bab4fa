import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';

/** The most a reading may claim, as a share of the battery's rating: beyond, it is refused. */
const mostOfRating = 2;

/**
 * Bounds a reading by the battery's rating, Wh: pricing never rests on an unbounded claim, so that no more than the rating counts.
 * Refuses READING_IMPLAUSIBLE above 200 %; flags `energy_above_rating` where it was cut, and `manual_reading` where it was typed.
 */
export function boundReading(reading: BatteryReading, ratedWh: number): Result<BatteryReading, 'READING_IMPLAUSIBLE'> {
	if (reading.energyWh > ratedWh * mostOfRating) {
		return refuse('READING_IMPLAUSIBLE', { energy: reading.energyWh, rated: ratedWh });
	}
	const flags = new Set(reading.flags);
	if (reading.energyWh > ratedWh) flags.add('energy_above_rating');
	if (reading.source === 'manual') flags.add('manual_reading');
	return ok({ ...reading, energyWh: Math.min(reading.energyWh, ratedWh), flags: [...flags] });
}
