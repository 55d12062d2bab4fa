import type { ChargeProgress, ChargeStart } from './charge.ts';
import { topLevelOf, withLevel } from './level.ts';
import { flagged } from './meter.ts';
import { energyLimitWh } from './plausible.ts';

/** What a vehicle tells by the rider's phone: its level in percent, and the energy delivered so far where it knows it. */
export interface VehicleReport {
	readonly level: number;
	readonly energyWh: number | null;
}

/**
 * Takes a report of the vehicle. Its energy counts only where no meter speaks; less than before is kept out, more than the connector can
 * give is taken and flagged: it is the only figure there is. Spec: seeds/001 step 2.
 */
export function takeReport(
	progress: ChargeProgress,
	{ level, energyWh }: VehicleReport,
	{ start, now }: { start: ChargeStart; now: number },
): ChargeProgress {
	const told = { ...withLevel(progress, level), newsAt: Math.max(progress.newsAt, now) };
	if (energyWh === null || progress.source === 'meter') return told;
	if (energyWh < progress.energyWh)
		return flagged(told, 'ENERGY_FELL', { at: now, value: energyWh, limit: progress.energyWh });
	const elapsedMs = Math.max(0, now - progress.newsAt);
	const powerW = elapsedMs === 0 ? null : Math.round(((energyWh - progress.energyWh) * 3_600_000) / elapsedMs);
	const counted: ChargeProgress = { ...told, energyWh, source: 'phone' };
	const limit = energyLimitWh(start.connector.ratedPowerW, elapsedMs);
	if (energyWh - progress.energyWh > limit)
		return flagged(counted, 'ENERGY_JUMP', { at: now, value: energyWh - progress.energyWh, limit });
	return { ...counted, powerW, maxPowerW: Math.max(progress.maxPowerW, powerW ?? 0) };
}

/** A level is rounded, and drops a little once the current is off; a greater fall was typed wrong, here or there. Percent. */
const levelSlackPercent = 2;

/**
 * The energy that the rise of the level stands for, where nobody told of any: up to the highest level, for a level that falls again takes no
 * energy back. What fell by more than it can by itself is flagged: a person says which of the levels was true. Spec: seeds/001 step 3.
 */
export function estimateEnergy(
	progress: ChargeProgress,
	{ start, now }: { start: ChargeStart; now: number },
): ChargeProgress {
	if (progress.source === 'meter' || progress.energyWh > 0) return progress;
	const top = topLevelOf(progress);
	const { levelStart } = start;
	if (top === null || levelStart === null || top <= levelStart) return progress;
	const energyOf = (level: number) => Math.round(((level - levelStart) / 100) * start.capacityWh);
	const energyWh = energyOf(top);
	const estimated: ChargeProgress = { ...progress, energyWh, source: 'estimate' };
	const limit = energyLimitWh(start.connector.ratedPowerW, now - start.startedAt);
	const bounded = energyWh > limit ? flagged(estimated, 'ENERGY_JUMP', { at: now, value: energyWh, limit }) : estimated;
	const last = progress.level ?? top;
	if (top - last <= levelSlackPercent) return bounded;
	return flagged(bounded, 'ENERGY_FELL', { at: now, value: Math.max(0, energyOf(last)), limit: energyWh });
}
