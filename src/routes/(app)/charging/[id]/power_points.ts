import type { LinePoint } from '#lib/ui/line_path.ts';

/** What was told of a session at an instant: Wh since it began, and W; null where nobody told. */
interface Told {
	readonly at: number;
	readonly energyWh: number;
	readonly powerW: number | null;
}

/** The power at each instant, W: what was told, else what the energy since the instant before comes to; the first is like the second. */
export function powerPoints(curve: readonly Told[]): LinePoint[] {
	return curve.map((told, index) => ({ x: told.at, y: told.powerW ?? meanPowerW(curve, Math.max(1, index)) }));
}

function meanPowerW(curve: readonly Told[], index: number): number {
	const [before, after] = [curve[index - 1], curve[index]];
	if (!before || !after || after.at <= before.at) return 0;
	return ((after.energyWh - before.energyWh) * 3_600_000) / (after.at - before.at);
}
