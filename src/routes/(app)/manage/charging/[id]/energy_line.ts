/** A drawn line with the area under it, in the units of its view box. */
interface EnergyLine {
	readonly width: number;
	readonly height: number;
	readonly path: string;
	readonly area: string;
}

const width = 600;
const height = 120;
/** Keeps the stroke within the box. */
const inset = 2;

/** Energy over time as a line; null where there is no time or no energy to draw. */
export function energyLine(readings: readonly { readonly at: number; readonly energyWh: number }[]): EnergyLine | null {
	const [first] = readings;
	const endedAt = Math.max(...readings.map(({ at }) => at));
	const mostWh = Math.max(...readings.map(({ energyWh }) => energyWh));
	if (!first || endedAt <= first.at || mostWh <= 0) return null;
	const points = readings.map(({ at, energyWh }) => {
		const x = Math.max(0, (at - first.at) / (endedAt - first.at)) * width;
		const y = height - inset - (energyWh / mostWh) * (height - 2 * inset);
		return `${x.toFixed(1)},${y.toFixed(1)}`;
	});
	const path = `M${points.join('L')}`;
	return { width, height, path, area: `${path}V${height}H0Z` };
}
