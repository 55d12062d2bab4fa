import { expect, test, vi } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { toBase64 } from './codec/base64.ts';
import { encodeUint16 } from './codec/integers.ts';
import { demoTransport, type DemoTransportOptions } from './demo_transport.ts';

const rack = [
	{ id: 'B0723025100049', bleName: 'OVES BATT 100049', energyWh: 2850, chargePercent: 95 },
	{ id: 'B0723025100042', bleName: 'OVES BATT 100042', energyWh: 450, chargePercent: 12 },
	{ id: 'B0723025100077', bleName: 'Acme Pack B0723025100077', energyWh: 1800, chargePercent: 60 },
];

function rackTransport(options: DemoTransportOptions = {}) {
	return demoTransport(rack, { latencyMs: 0, ...options });
}

test('reads the expected battery through its driver, bytes included', async () => {
	const transport = rackTransport();
	const chosen = await transport.choose('B0723025100042');
	if (!chosen.ok) throw new Error(chosen.code);
	const onProgress = vi.fn();
	expect(await transport.read(chosen.value, { onProgress })).toMatchObject({
		value: {
			batteryId: 'B0723025100042',
			energyWh: 450,
			chargePercent: 12,
			source: 'bluetooth',
			driver: 'oves',
			deviceName: 'OVES BATT 100042',
			raw: { rcap: toBase64(encodeUint16(6000)) },
		},
	});
	expect(onProgress.mock.calls.flat()).toEqual([0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1]);
});

test('reads a standard battery too', async () => {
	const transport = rackTransport({ pick: (devices) => Promise.resolve(devices[2] ?? null) });
	const chosen = await transport.choose(null);
	if (!chosen.ok) throw new Error(chosen.code);
	expect(await transport.read(chosen.value)).toMatchObject({
		value: { batteryId: 'B0723025100077', energyWh: 1800, driver: 'battery_service', flags: ['energy_estimated'] },
	});
});

test('takes the first of the rack where none is expected', async () => {
	expect(await rackTransport().choose(null)).toMatchObject({ value: { shortId: '100049' } });
});

test('refuses another battery than the expected', async () => {
	const transport = rackTransport({ pick: (devices) => Promise.resolve(devices[0] ?? null) });
	expect(await transport.choose('100042')).toEqual(
		refuse('BLE_OTHER_BATTERY_CHOSEN', { chosen: '100049', expected: '100042' }),
	);
});

test('says so when the expected battery is not in the rack', async () => {
	expect(await rackTransport().choose('100099')).toEqual(refuse('BLE_NO_DEVICE_CHOSEN'));
});

test('stops when asked to, or when closed', async () => {
	const transport = rackTransport({ latencyMs: 60_000 });
	const chosen = await transport.choose('100049');
	if (!chosen.ok) throw new Error(chosen.code);
	const controller = new AbortController();
	const stopped = transport.read(chosen.value, { signal: controller.signal });
	controller.abort();
	expect(await stopped).toEqual(refuse('BLE_CANCELLED', { battery: '100049' }));

	const closed = transport.read(chosen.value);
	transport.close();
	expect(await closed).toEqual(refuse('BLE_CANCELLED', { battery: '100049' }));
});
