/** Watt-hours → kilowatt-hours with at most 2 decimals, cut and not rounded: 2405 → 2.4. */
export function toKwhFloor(wh: number): number {
	return Math.trunc(wh / 10) / 100;
}

/** Kilowatt-hours → whole watt-hours, rounded to the nearest: 2.4 → 2400. */
export function toWh(kwh: number): number {
	return Math.round(kwh * 1000);
}
