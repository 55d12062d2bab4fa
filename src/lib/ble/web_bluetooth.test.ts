import { describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { webBluetoothTransport } from './web_bluetooth.ts';
import type { GattServer, WebBluetooth } from './web_bluetooth_types.ts';

const gatt: GattServer = {
	connected: false,
	connect: () => new Promise(() => {}),
	disconnect: () => {},
	getPrimaryService: () => new Promise(() => {}),
};

function browser(requestDevice: WebBluetooth['requestDevice'], isOn = true): WebBluetooth {
	return { getAvailability: () => Promise.resolve(isOn), requestDevice };
}

function choosing(name: string) {
	return webBluetoothTransport({ bluetooth: browser(() => Promise.resolve({ id: 'device', name, gatt })) });
}

function refusing(errorName: string, isOn = true) {
	return webBluetoothTransport({
		bluetooth: browser(() => Promise.reject(new DOMException('No', errorName)), isOn),
	});
}

describe('a browser without Bluetooth', () => {
	test('is told as unsupported', async () => {
		const transport = webBluetoothTransport();
		expect(await transport.available()).toBe('unsupported');
		expect(await transport.choose(null)).toEqual(refuse('BLE_UNSUPPORTED'));
	});
});

describe('the chooser', () => {
	test('shows what any driver reads, and asks for every service that one needs', async () => {
		let asked: unknown;
		const bluetooth = browser((options) => {
			asked = options;
			return Promise.resolve({ id: 'device', gatt });
		});
		await webBluetoothTransport({ bluetooth }).choose(null);
		expect(asked).toEqual({
			filters: [{ namePrefix: 'OVES' }, { services: ['0000180f-0000-1000-8000-00805f9b34fb'] }],
			optionalServices: [
				'9b071000-d1ec-4451-be62-f86a05dd9b47',
				'9b074000-d1ec-4451-be62-f86a05dd9b47',
				'0000180a-0000-1000-8000-00805f9b34fb',
				'0000180f-0000-1000-8000-00805f9b34fb',
			],
		});
	});

	test.each([
		['NotFoundError', true, 'BLE_NO_DEVICE_CHOSEN'],
		['NotFoundError', false, 'BLE_OFF'],
		['SecurityError', true, 'BLE_BLOCKED'],
	] as const)('that ends in %s while Bluetooth is there: %s, is told as %s', async (errorName, isOn, code) => {
		expect(await refusing(errorName, isOn).choose(null)).toEqual(refuse(code));
	});

	test('that breaks is a fault', async () => {
		await expect(refusing('UnknownError').choose(null)).rejects.toThrow(FaultError);
	});
});

describe('the chosen battery', () => {
	test('is accepted by its short id, in any case', async () => {
		const device = { id: 'device', name: 'OVES BATT 45AH 00AB94', shortId: '00AB94' };
		expect(await choosing('OVES BATT 45AH 00AB94').choose('b07230251000ab94')).toEqual(ok(device));
	});

	test('is refused when another is expected', async () => {
		expect(await choosing('OVES BATT 100049').choose('B0723025100042')).toEqual(
			refuse('BLE_OTHER_BATTERY_CHOSEN', { chosen: '100049', expected: '100042' }),
		);
	});

	test('is accepted when its name tells no id', async () => {
		expect(await choosing('Acme Pack').choose('B0723025100042')).toMatchObject({ value: { shortId: null } });
	});

	test('is not read by another transport', async () => {
		const device = { id: 'device', name: null, shortId: null };
		await expect(webBluetoothTransport().read(device)).rejects.toThrow(TypeError);
	});

	test('is let go when the transport closes', async () => {
		const transport = choosing('OVES BATT 100049');
		const chosen = await transport.choose(null);
		if (!chosen.ok) throw new Error(chosen.code);
		const reading = transport.read(chosen.value);
		transport.close();
		expect(await reading).toEqual(refuse('BLE_CANCELLED', { battery: '100049' }));
	});
});
