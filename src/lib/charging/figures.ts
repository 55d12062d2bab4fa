import type { ChargeTariff } from './charge.ts';

/** What energy costs, minor units: rounded to the nearest one, a half upwards. Spec: seeds/001, `totalCost`. */
export function costMinor(energyWh: number, { priceMinorPerKwh }: Pick<ChargeTariff, 'priceMinorPerKwh'>): number {
	return Math.floor((energyWh * priceMinorPerKwh + 500) / 1000);
}

/** Milliseconds as minutes with 2 decimals. */
export function toMinutes(durationMs: number): number {
	return Math.round(Math.max(0, durationMs) / 600) / 100;
}

/** The mean power, kW with 2 decimals; 0 where there is no time. Spec: seeds/001, `averagePower`. */
export function averagePowerKw(energyWh: number, durationMs: number): number {
	if (durationMs <= 0) return 0;
	return Math.round((energyWh * 360_000) / durationMs) / 100;
}
