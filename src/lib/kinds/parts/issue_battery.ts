import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import type { BoundBattery } from './bound_battery.ts';
import { boundReading } from './bound_reading.ts';

/**
 * The battery that was read, if this station may hand it out now; custody is checked again when it is handed over.
 * Refuses BATTERY_UNKNOWN, BATTERY_ALREADY_ISSUED, BATTERY_OF_OTHER_STATION and READING_IMPLAUSIBLE.
 */
export function batteryToIssue(facts: Facts, reading: BatteryReading, stationId: string): Result<BoundBattery> {
	const battery = batteryOf(facts, reading.batteryId);
	if (!battery) return refuse('BATTERY_UNKNOWN', { battery: reading.batteryId });
	const { id, holder } = battery;
	if (holder.kind !== 'station') return refuse('BATTERY_ALREADY_ISSUED', { battery: id });
	if (holder.id !== stationId) return refuse('BATTERY_OF_OTHER_STATION', { battery: id, station: holder.id });
	const bounded = boundReading(reading, battery.ratedWh);
	return bounded.ok ? ok({ id, reading: bounded.value }) : bounded;
}
