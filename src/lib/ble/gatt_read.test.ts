import { describe, expect, test, vi } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { batteryDrivers } from './drivers.ts';
import type { ReadJob } from './gatt_pass.ts';
import { readBattery } from './gatt_read.ts';
import { ovesDriver } from './oves_driver.ts';
import type { GattServer } from './web_bluetooth_types.ts';

const bytes = ovesDriver.encode({ id: 'B0723025100049', energyWh: 2850, chargePercent: 95 });

/** A battery whose reads answer with their bytes, save where the script tells otherwise for the nth of them. */
function scriptedBattery(script: Record<number, 'drop' | 'stall' | 'error'> = {}) {
	const reads: string[] = [];
	const gatt = {
		connected: false,
		connect: vi.fn(() => {
			gatt.connected = true;
			return Promise.resolve(gatt);
		}),
		disconnect: vi.fn(() => {
			gatt.connected = false;
		}),
		getPrimaryService: () => Promise.resolve({ getCharacteristic: (uuid: string) => characteristic(uuid) }),
	};
	const readValue = (key: string): Promise<DataView> => {
		reads.push(key);
		switch (script[reads.length]) {
			case 'stall':
				return new Promise(() => {});
			case 'drop':
				gatt.connected = false;
				return Promise.reject(new DOMException('GATT Server disconnected', 'NetworkError'));
			case 'error':
				return Promise.reject(new DOMException('GATT operation failed', 'NotSupportedError'));
			default:
				return Promise.resolve(new DataView(Uint8Array.from(bytes[key] ?? []).buffer));
		}
	};
	const characteristic = (uuid: string) => {
		const planned = ovesDriver.readPlan.find((candidate) => candidate.characteristic === uuid);
		if (!planned) return Promise.reject(new DOMException('No such characteristic', 'NotFoundError'));
		return Promise.resolve({ readValue: () => readValue(planned.key) });
	};
	return { gatt, reads };
}

function jobOf(gatt: GattServer, job: Partial<ReadJob> = {}): ReadJob {
	const limits = { connectLimitMs: 20, readLimitMs: 20 };
	const { signal } = new AbortController();
	const open = { driver: null, values: new Map<string, Uint8Array | null>(), onProgress: () => {} };
	return { gatt, candidates: batteryDrivers, limits, signal, ...open, ...job };
}

const allOnce = ['opid', 'ppid', 'pckv', 'rsoc', 'rcap', 'fccp'];

describe('a battery that answers', () => {
	test('is read whole over one connection, which is closed', async () => {
		const { gatt, reads } = scriptedBattery();
		expect(await readBattery(jobOf(gatt), '100049')).toEqual({
			ok: true,
			value: { driver: ovesDriver, values: bytes },
		});
		expect(reads).toEqual(allOnce);
		expect(gatt.connect).toHaveBeenCalledTimes(1);
		expect(gatt.connected).toBe(false);
	});
});

describe('a connection that drops in mid-read', () => {
	test('is made again, and only what was not read is read', async () => {
		const { gatt, reads } = scriptedBattery({ 3: 'drop', 6: 'drop' });
		expect(await readBattery(jobOf(gatt), '100049')).toMatchObject({ ok: true });
		expect(reads).toEqual(['opid', 'ppid', 'pckv', 'pckv', 'rsoc', 'rcap', 'rcap', 'fccp']);
	});

	test('is given up after two reconnects', async () => {
		const { gatt } = scriptedBattery({ 3: 'drop', 4: 'drop', 5: 'drop' });
		expect(await readBattery(jobOf(gatt), '100049')).toEqual(refuse('BLE_DISCONNECTED', { battery: '100049' }));
		expect(gatt.connect).toHaveBeenCalledTimes(3);
	});
});

describe('a read that stalls or fails', () => {
	test.each(['stall', 'error'] as const)('is tried once more over a new connection: %s', async (fault) => {
		const { gatt, reads } = scriptedBattery({ 2: fault });
		expect(await readBattery(jobOf(gatt), '100049')).toMatchObject({ ok: true });
		expect(reads).toEqual(['opid', 'ppid', 'ppid', 'pckv', 'rsoc', 'rcap', 'fccp']);
		expect(gatt.connect).toHaveBeenCalledTimes(2);
	});

	test.each([
		['stall', 'BLE_READ_TIMEOUT'],
		['error', 'BLE_READ_FAILED'],
	] as const)('is given up when it does so twice: %s', async (fault, code) => {
		const { gatt } = scriptedBattery({ 2: fault, 3: fault });
		expect(await readBattery(jobOf(gatt), '100049')).toEqual(refuse(code, { battery: '100049' }));
		expect(gatt.connected).toBe(false);
	});
});

test('a battery out of reach is tried three times', async () => {
	const { gatt } = scriptedBattery();
	gatt.connect.mockImplementation(() => Promise.reject(new DOMException('Connection failed', 'NetworkError')));
	expect(await readBattery(jobOf(gatt), '100049')).toEqual(refuse('BLE_CONNECTION_FAILED', { battery: '100049' }));
	expect(gatt.connect).toHaveBeenCalledTimes(3);
});

test('a device with no driver’s services is no battery', async () => {
	const { gatt } = scriptedBattery();
	gatt.getPrimaryService = () => Promise.reject(new DOMException('No such service', 'NotFoundError'));
	expect(await readBattery(jobOf(gatt), '100049')).toEqual(refuse('BLE_NOT_A_BATTERY', { battery: '100049' }));
});

test('a reading that is stopped ends there and closes the connection', async () => {
	const { gatt, reads } = scriptedBattery();
	const controller = new AbortController();
	const onProgress = (fraction: number) => {
		if (fraction > 0.4) controller.abort();
	};
	const read = await readBattery(jobOf(gatt, { onProgress, signal: controller.signal }), '100049');
	expect(read).toEqual(refuse('BLE_CANCELLED', { battery: '100049' }));
	expect(reads).toEqual(['opid', 'ppid', 'pckv']);
	expect(gatt.connected).toBe(false);
});
