import type { ChargeProgress } from './charge.ts';
import { withFlag, type ChargeFlagCode } from './flags.ts';
import { withLevel } from './level.ts';
import { energyLimitWh, powerLimitW } from './plausible.ts';

/** One reading of a connector's meter; what was not told is null. Wh, W, percent, UTC milliseconds by the charger's clock. */
export interface Reading {
	readonly at: number;
	readonly registerWh: number | null;
	readonly powerW: number | null;
	readonly socPercent: number | null;
}

/** How far the charger's clock may be off, ms. */
const clockSlackMs = 5 * 60_000;

/** Above which power a meter that says it began at nothing is doubted, where the connector's rating is unknown, W. */
const doubtfulPowerW = 22_000;

/** What a reading is measured against. */
interface Bounds {
	readonly ratedPowerW: number | null;
	readonly startedAt: number;
	/** The server's clock. */
	readonly now: number;
}

/**
 * Takes one reading of the meter. Energy never falls: readings that are late, repeated or impossible add nothing, and what is impossible is flagged.
 * After a register that fell or jumped, counting goes on from where it stands now.
 */
export function takeReading(progress: ChargeProgress, reading: Reading, bounds: Bounds): ChargeProgress {
	const isWrong = reading.at > bounds.now + clockSlackMs || reading.at < bounds.startedAt - clockSlackMs;
	const at = isWrong ? bounds.now : Math.min(reading.at, bounds.now);
	const told = isWrong
		? flagged(progress, 'CLOCK_WRONG', { at: bounds.now, value: reading.at, limit: bounds.now })
		: progress;
	const measured = takeRegister(told, reading.registerWh, { ...bounds, at });
	if (at < progress.newsAt) return measured;
	const levelled = reading.socPercent === null ? measured : withLevel(measured, reading.socPercent);
	return takePower({ ...levelled, newsAt: at }, reading.powerW, { ...bounds, at });
}

function takeRegister(progress: ChargeProgress, wh: number | null, { ratedPowerW, at }: Bounds & { at: number }) {
	if (wh === null) return progress;
	const last = progress.register;
	const register = { wh, at };
	if (!last)
		return flagged({ ...progress, source: 'meter', register }, 'METER_BEGIN_MISSING', { at, value: wh, limit: null });
	if (at < last.at) return progress;
	const grownWh = wh - last.wh;
	const metered = { ...progress, source: 'meter', register } as const;
	if (grownWh < 0) return flagged(metered, 'METER_RESET', { at, value: wh, limit: last.wh });
	const isFirst = last.wh === 0 && progress.energyWh === 0;
	const limit = energyLimitWh(isFirst ? (ratedPowerW ?? doubtfulPowerW) : ratedPowerW, at - last.at);
	if (grownWh <= limit) return { ...metered, energyWh: progress.energyWh + grownWh };
	const code = isFirst ? 'METER_BEGIN_ZERO' : 'ENERGY_JUMP';
	return flagged(metered, code, { at, value: grownWh, limit });
}

function takePower(progress: ChargeProgress, powerW: number | null, { ratedPowerW, at }: Bounds & { at: number }) {
	if (powerW === null || powerW < 0) return progress;
	const limit = powerLimitW(ratedPowerW);
	if (powerW > limit) return flagged(progress, 'POWER_ABOVE_RATING', { at, value: powerW, limit });
	return { ...progress, powerW, maxPowerW: Math.max(progress.maxPowerW, powerW) };
}

/** The progress with one more reason to look at it. */
export function flagged(
	progress: ChargeProgress,
	code: ChargeFlagCode,
	told: { at: number; value: number | null; limit: number | null },
): ChargeProgress {
	return { ...progress, flags: withFlag(progress.flags, { code, ...told }) };
}
