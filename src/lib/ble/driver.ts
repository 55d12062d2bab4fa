import type { Result } from '#lib/kernel/result.ts';
import type { BoundedClaim } from './plausible.ts';
import type { BleRefusalCode } from './refusals.ts';
import type { DeviceFilter } from './web_bluetooth_types.ts';

/** One characteristic of a driver's read plan. UUIDs are whole and in small letters. */
export interface PlannedRead {
	/** Name of the value in `BatteryReading.raw`, for example `rcap`. */
	readonly key: string;
	readonly service: string;
	readonly characteristic: string;
	/** A device without it is not a battery of this driver; what is not required may be absent or hidden by the browser. */
	readonly required: boolean;
}

/** Raw characteristic values by key of the read plan; what was absent is missing. */
export type RawValues = Readonly<Record<string, Uint8Array>>;

/** What a driver may know beside the bytes. */
export interface DecodeContext {
	readonly deviceName: string | null;
	/** Energy of a full battery, Wh: bounds what is claimed, and estimates what a battery does not tell. */
	readonly ratedEnergyWh: number;
}

/** Who a battery says it is, and what it holds. */
export interface BatteryClaim extends BoundedClaim {
	readonly batteryId: string;
}

/** A battery as its maker would set it up, to be encoded for the demo and the tests. */
export interface SimulatedBattery {
	readonly id: string;
	readonly energyWh: number;
	readonly chargePercent: number;
}

/** How batteries of one make are found, read and understood. A driver is data and pure functions: it touches no device. */
export interface BatteryDriver {
	/** Name in `BatteryReading.driver`. */
	readonly name: string;
	/** Filters of the browser's chooser; a device that meets any of them is shown. */
	readonly filters: readonly DeviceFilter[];
	/** Read in this order, one at a time. */
	readonly readPlan: readonly PlannedRead[];
	/** True if a device of this advertised name may be this driver's. */
	matches(deviceName: string | null): boolean;
	/** Short id that the advertised name tells; null if this make's names tell none. */
	shortId(deviceName: string | null): string | null;
	/** Bytes → claim, bounded and flagged. */
	decode(values: RawValues, context: DecodeContext): Result<BatteryClaim, BleRefusalCode>;
	/** Battery → the bytes it would answer with. Throws TypeError on what the format cannot hold. */
	encode(battery: SimulatedBattery): RawValues;
}

/** Every service that a driver reads, each once. */
export function servicesOf(driver: BatteryDriver): string[] {
	return [...new Set(driver.readPlan.map((planned) => planned.service))];
}
