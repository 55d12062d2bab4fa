import type { ChargeProgress, ChargeStart } from './charge.ts';
import { withLevel } from './level.ts';
import { flagged, takeReading, type Reading } from './meter.ts';
import { estimateEnergy } from './vehicle_report.ts';

/** From when on a session without any energy is one to look at, ms; sooner where its charger's meter was never heard of. */
const zeroHoursMs = 2 * 3_600_000;
const unheardMs = 60_000;

/** The longest that a vehicle stands at a charger; what seems longer was begun by a wrong clock, ms. */
const longestMs = 7 * 24 * 3_600_000;

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
	const levelled = told.level === null ? read : withLevel(read, told.level);
	const counted = estimateEnergy({ ...levelled, powerW: null }, { start, now });
	const durationMs = told.endedAt - start.startedAt;
	const limit = isUnheard(counted, start) ? unheardMs : zeroHoursMs;
	const zero = { at: told.endedAt, value: durationMs, limit };
	const seen = counted.energyWh > 0 || durationMs < limit ? counted : flagged(counted, 'ENERGY_ZERO', zero);
	if (start.connector.chargerId === null || durationMs <= longestMs) return seen;
	return flagged(seen, 'CLOCK_WRONG', { at: told.endedAt, value: start.startedAt, limit: told.endedAt - longestMs });
}

/** True if a charger meters a session and has told of no register since it began. */
function isUnheard({ register }: ChargeProgress, { connector, startedAt }: ChargeStart): boolean {
	return connector.chargerId !== null && (register === null || register.at <= startedAt);
}
