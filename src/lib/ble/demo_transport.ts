import { sameBattery, shortBatteryId } from '#lib/kernel/battery_reading.ts';
import { refuse } from '#lib/kernel/result.ts';
import { pause } from './bounded_operation.ts';
import type { BatteryDriver, SimulatedBattery } from './driver.ts';
import { batteryDrivers } from './drivers.ts';
import { checkExpected } from './expected_battery.ts';
import { labelOf, toReading } from './reading.ts';
import { defaultRatedEnergyWh, type BatteryDevice, type BatteryTransport } from './transport.ts';

/** A battery of the demo's rack. */
export interface RackBattery extends SimulatedBattery {
	/** Advertised name, for example `OVES BATT 100049`; it decides which driver reads. */
	readonly bleName: string;
}

export interface DemoTransportOptions {
	/** Plays the browser's chooser: gets the whole rack and the expected short id, answers the choice, or null for none. */
	readonly pick?: (rack: readonly BatteryDevice[], expectedShortId: string | null) => Promise<BatteryDevice | null>;
	/** Time that one characteristic takes, ms. */
	readonly latencyMs?: number;
	/** Energy of a full battery, Wh. */
	readonly ratedEnergyWh?: number;
}

/** A simulated rack: the same drivers, fed with the same bytes as a battery sends, and no hardware. */
export function demoTransport(rack: readonly RackBattery[], options: DemoTransportOptions = {}): BatteryTransport {
	const { pick = pickExpected, latencyMs = 75, ratedEnergyWh = defaultRatedEnergyWh } = options;
	const slots = rack.map((battery) => ({ battery, driver: driverOf(battery), device: deviceOf(battery) }));
	let closing = new AbortController();

	return {
		kind: 'demo',

		available: () => Promise.resolve('ready'),

		async choose(expectedId) {
			const expected = expectedId === null ? null : shortBatteryId(expectedId);
			const picked = await pick(
				slots.map(({ device }) => device),
				expected,
			);
			if (!picked) return refuse('BLE_NO_DEVICE_CHOSEN');
			return checkExpected(picked, expectedId);
		},

		async read(device, { onProgress = () => {}, signal } = {}) {
			const slot = slots.find((candidate) => candidate.device.id === device.id);
			if (!slot) throw new TypeError(`Device '${device.id}' is not in this rack`);
			const stop = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
			const { driver, battery } = slot;
			onProgress(0);
			for (const index of driver.readPlan.keys()) {
				if (!(await pause(latencyMs, stop))) return refuse('BLE_CANCELLED', { battery: labelOf(device) });
				onProgress((index + 1) / driver.readPlan.length);
			}
			return toReading({ driver, device, values: driver.encode(battery), ratedEnergyWh });
		},

		close() {
			closing.abort();
			closing = new AbortController();
		},
	};
}

/** Picks the battery that is expected; without expectation, the first of the rack. */
function pickExpected(rack: readonly BatteryDevice[], expectedShortId: string | null): Promise<BatteryDevice | null> {
	const expected = rack.find(
		({ shortId }) => expectedShortId !== null && shortId !== null && sameBattery(shortId, expectedShortId),
	);
	return Promise.resolve((expectedShortId === null ? rack[0] : expected) ?? null);
}

function driverOf(battery: RackBattery): BatteryDriver {
	const driver = batteryDrivers.find((candidate) => candidate.matches(battery.bleName));
	if (!driver) throw new TypeError(`No driver reads batteries named '${battery.bleName}'`);
	return driver;
}

function deviceOf(battery: RackBattery): BatteryDevice {
	return { id: `demo-${battery.id}`, name: battery.bleName, shortId: driverOf(battery).shortId(battery.bleName) };
}
