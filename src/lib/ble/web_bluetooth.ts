import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { servicesOf, type BatteryDriver } from './driver.ts';
import { batteryDrivers } from './drivers.ts';
import { checkExpected } from './expected_battery.ts';
import type { GattLimits } from './gatt_pass.ts';
import { readBattery } from './gatt_read.ts';
import { cleanDeviceName, labelOf, toReading } from './reading.ts';
import type { BleRefusalCode } from './refusals.ts';
import { defaultRatedEnergyWh, type BatteryDevice, type BatteryTransport } from './transport.ts';
import type { GattServer, WebBluetooth, WebBluetoothDevice } from './web_bluetooth_types.ts';

export interface WebBluetoothOptions {
	/** Stands in for the browser's `navigator.bluetooth`. */
	readonly bluetooth?: WebBluetooth;
	readonly drivers?: readonly BatteryDriver[];
	/** Energy of a full battery, Wh. */
	readonly ratedEnergyWh?: number;
	readonly limits?: Partial<GattLimits>;
}

const defaultLimits: GattLimits = { connectLimitMs: 10_000, readLimitMs: 5_000 };

/** The browser's `navigator.bluetooth`: Chromium only, in a secure context only; undefined elsewhere. */
function browserBluetooth(): WebBluetooth | undefined {
	return (globalThis.navigator as { bluetooth?: WebBluetooth } | undefined)?.bluetooth;
}

/** Batteries over the browser's real Bluetooth. The page opens no connection until `read`, and `read` leaves none open. */
export function webBluetoothTransport(options: WebBluetoothOptions = {}): BatteryTransport {
	const { bluetooth = browserBluetooth(), drivers = batteryDrivers, ratedEnergyWh = defaultRatedEnergyWh } = options;
	const limits = { ...defaultLimits, ...options.limits };
	const chosen = new Map<string, GattServer>();
	let closing = new AbortController();

	return {
		kind: 'web_bluetooth',

		async available() {
			if (!bluetooth) return 'unsupported';
			return (await bluetooth.getAvailability()) ? 'ready' : 'bluetooth_off';
		},

		async choose(expectedId) {
			if (!bluetooth) return refuse('BLE_UNSUPPORTED');
			const found = await requestDevice(bluetooth, drivers);
			if (!found.ok) return found;
			const device = describe(found.value, drivers);
			const { gatt } = found.value;
			if (!gatt) return refuse('BLE_NOT_A_BATTERY', { battery: labelOf(device) });
			chosen.set(device.id, gatt);
			return checkExpected(device, expectedId);
		},

		async read(device, { onProgress = () => {}, signal } = {}) {
			const gatt = chosen.get(device.id);
			if (!gatt) throw new TypeError(`Device '${device.id}' was not chosen with this transport`);
			const candidates = drivers.filter((driver) => driver.matches(device.name));
			const stop = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
			const job = {
				gatt,
				candidates,
				limits,
				onProgress,
				signal: stop,
				driver: null,
				values: new Map<string, Uint8Array | null>(),
			};
			const read = await readBattery(job, labelOf(device));
			return read.ok ? toReading({ ...read.value, device, ratedEnergyWh }) : read;
		},

		close() {
			closing.abort();
			closing = new AbortController();
			for (const gatt of chosen.values()) gatt.disconnect();
		},
	};
}

/** Shows the browser's chooser. Its filters know prefixes and services only, so that an expected id is checked afterwards. */
async function requestDevice(
	bluetooth: WebBluetooth,
	drivers: readonly BatteryDriver[],
): Promise<Result<WebBluetoothDevice, BleRefusalCode>> {
	try {
		const filters = drivers.flatMap((driver) => driver.filters);
		const optionalServices = [...new Set(drivers.flatMap(servicesOf))];
		return ok(await bluetooth.requestDevice({ filters, optionalServices }));
	} catch (error) {
		if (!(error instanceof DOMException)) throw error;
		if (error.name === 'SecurityError' || error.name === 'NotAllowedError') return refuse('BLE_BLOCKED');
		if (error.name !== 'NotFoundError')
			throw new FaultError('bluetooth', 'The browser could not look for batteries', { cause: error });
		return refuse((await bluetooth.getAvailability()) ? 'BLE_NO_DEVICE_CHOSEN' : 'BLE_OFF');
	}
}

function describe({ id, name }: WebBluetoothDevice, drivers: readonly BatteryDriver[]): BatteryDevice {
	const cleanName = cleanDeviceName(name);
	const driver = drivers.find((candidate) => candidate.matches(cleanName));
	return { id, name: cleanName, shortId: driver?.shortId(cleanName) ?? null };
}
