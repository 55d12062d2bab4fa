import type { ChargeProgress, ChargeStart } from './charge.ts';
import { flagged, takeReading, type Reading } from './meter.ts';
import { estimateEnergy } from './vehicle_report.ts';

/** From when on a session without any energy is one to look at, ms. */
const zeroHoursMs = 2 * 3_600_000;

/** How a session ended, as it was told. */
interface Told {
	readonly endedAt: number;
	readonly level: number | null;
	readonly readings: readonly Reading[];
}

/** The last progress of a session: with what the meter told at its end, or estimated from the level where nobody told of energy. */
export function endProgress(
	progress: ChargeProgress,
	told: Told,
	{ start, now }: { start: ChargeStart; now: number },
): ChargeProgress {
	const bounds = { ratedPowerW: start.connector.ratedPowerW, startedAt: start.startedAt, now };
	const read = told.readings.reduce((so, reading) => takeReading(so, reading, bounds), progress);
	const level = told.level ?? read.level;
	const counted = estimateEnergy({ ...read, level, powerW: null }, level, { start, now });
	const durationMs = told.endedAt - start.startedAt;
	if (counted.energyWh > 0 || durationMs < zeroHoursMs) return counted;
	return flagged(counted, 'ENERGY_ZERO', { at: told.endedAt, value: durationMs, limit: zeroHoursMs });
}
