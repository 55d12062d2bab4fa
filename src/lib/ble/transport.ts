import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { BleRefusalCode } from './refusals.ts';

/** A battery that the attendant chose. */
export interface BatteryDevice {
	/** Id that the transport gave it; a browser never tells the MAC address. */
	readonly id: string;
	/** Advertised name. */
	readonly name: string | null;
	/** Last six characters of the id, as far as the name tells it. */
	readonly shortId: string | null;
}

/** How a reading is watched and stopped. */
export interface ReadOptions {
	/** Told 0…1 as characteristics are read, never falling. */
	readonly onProgress?: (fraction: number) => void;
	/** Stops reading and closes the connection; the answer is then BLE_CANCELLED. */
	readonly signal?: AbortSignal;
}

/** Whether batteries can be read here and now. */
export type BleAvailability = 'ready' | 'unsupported' | 'bluetooth_off';

/** A way to batteries: Web Bluetooth, or the demo's simulated rack. What goes wrong is returned, as in `bleRefusals`. */
export interface BatteryTransport {
	readonly kind: 'web_bluetooth' | 'demo';
	available(): Promise<BleAvailability>;
	/**
	 * Lets the attendant choose a battery; must be called from a click. With an expected id, whole or short, a device whose
	 * name tells another is refused as BLE_OTHER_BATTERY_CHOSEN {chosen, expected}.
	 */
	choose(expectedId: string | null): Promise<Result<BatteryDevice, BleRefusalCode>>;
	/** Connects, reads and disconnects. A device that this transport did not choose is a TypeError. */
	read(device: BatteryDevice, options?: ReadOptions): Promise<Result<BatteryReading, BleRefusalCode>>;
	/** Closes every connection that is open; a reading under way ends as BLE_CANCELLED. */
	close(): void;
}

/** Energy of a full battery, Wh, where the operator tells none. */
export const defaultRatedEnergyWh = 3000;
