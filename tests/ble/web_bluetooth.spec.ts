import { expect, test as base, type Page } from '@playwright/test';
import { emulateBatteries, type EmulatedRack } from '../fixtures/gatt.ts';
import { battery, notABattery, ovesBattery, standardBattery } from '../fixtures/gatt_peripherals.ts';
import { servePage } from './page_server.ts';

const test = base.extend<{ rack: EmulatedRack }, { pageUrl: string }>({
	pageUrl: [
		async ({ browserName: _ }, use) => {
			const server = await servePage();
			await use(server.url);
			server.close();
		},
		{ scope: 'worker' },
	],
	rack: async ({ browser }, use) => {
		const rack = await emulateBatteries(browser, [
			battery({ id: 'B0723025100049', energyWh: 2850, chargePercent: 95 }),
			battery({ id: 'B0723025100042', energyWh: 450, chargePercent: 12 }),
			ovesBattery({
				name: 'OVES Batt 45AH2311000102',
				opid: '',
				ppid: 'P2311000102',
				pckvMillivolts: 75_470,
				rsocPercent: 31,
				rcapMah: 40_000,
				fccpMah: 0,
			}),
			standardBattery({ name: 'Acme Pack B0723025100077', serialNumber: 'B0723025100077', levelPercent: 60 }),
			notABattery('OVES BATT 999999'),
		]);
		await use(rack);
		await rack.close();
	},
});

test.beforeEach(({ page, pageUrl }) => page.goto(pageUrl));

async function read(page: Page, rack: EmulatedRack, name: string) {
	await rack.chooseNext(page, name);
	return await clickRead(page);
}

async function clickRead(page: Page) {
	await page.getByRole('button', { name: 'Read' }).click();
	return await answer(page);
}

async function answer(page: Page) {
	const output = page.getByRole('status');
	await expect(output).not.toBeEmpty({ timeout: 30_000 });
	return JSON.parse((await output.textContent()) ?? '') as unknown;
}

const full = { batteryId: 'B0723025100049', energyWh: 2850, chargePercent: 95, flags: [] };
const refusal = (code: string, params: object) => ({ result: { ok: false, code, params } });

test('reads identity, energy and charge of an OVES battery', async ({ page, rack }) => {
	const answered = await read(page, rack, 'OVES BATT 100049');
	expect(answered).toMatchObject({
		result: { ok: true, value: { ...full, source: 'bluetooth', driver: 'oves', deviceName: 'OVES BATT 100049' } },
		progress: [0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1],
	});
});

test('takes the PPID where there is no OPID, capacity as unsigned, charge where there is no full capacity', async ({
	page,
	rack,
}) => {
	const answered = await read(page, rack, 'OVES Batt 45AH2311000102');
	expect(answered).toMatchObject({
		result: { value: { batteryId: 'P2311000102', energyWh: 3019, chargePercent: 31 } },
	});
});

test('estimates the energy of a standard battery, whose serial number the browser hides', async ({ page, rack }) => {
	const answered = await read(page, rack, 'Acme Pack B0723025100077');
	const flags = ['energy_estimated', 'id_from_name'];
	expect(answered).toMatchObject({
		result: {
			value: { batteryId: 'B0723025100077', energyWh: 1800, chargePercent: 60, driver: 'battery_service', flags },
		},
	});
});

test('goes on where it was when the connection drops in mid-read', async ({ page, rack }) => {
	await rack.chooseNext(page, 'OVES BATT 100049');
	rack.dropAfterReads('OVES BATT 100049', 3);
	const answered = await clickRead(page);
	expect(answered).toMatchObject({ result: { ok: true, value: full } });
	expect(answered).toMatchObject({ progress: [0, 1 / 6, 2 / 6, 3 / 6, 3 / 6, 4 / 6, 5 / 6, 1] });
});

test('gives up when the connection drops again and again', async ({ page, rack }) => {
	await rack.chooseNext(page, 'OVES BATT 100049');
	rack.dropAfterReads('OVES BATT 100049', 1, 3);
	expect(await clickRead(page)).toMatchObject(refusal('BLE_DISCONNECTED', { battery: '100049' }));
});

test('asks again when a read stalls', async ({ page, rack }) => {
	rack.stall('OVES BATT 100049', 'rcap', 1);
	expect(await read(page, rack, 'OVES BATT 100049')).toMatchObject({ result: { ok: true, value: full } });
});

test('says so when a read stalls twice', async ({ page, rack }) => {
	rack.stall('OVES BATT 100049', 'rcap');
	const answered = await read(page, rack, 'OVES BATT 100049');
	expect(answered).toMatchObject(refusal('BLE_READ_TIMEOUT', { battery: '100049' }));
});

test('says so when every read fails, and reads once that is mended', async ({ page, rack }) => {
	rack.failReads('OVES BATT 100049', 0x02);
	const answered = await read(page, rack, 'OVES BATT 100049');
	expect(answered).toMatchObject(refusal('BLE_READ_FAILED', { battery: '100049' }));

	await page.reload();
	rack.failReads('OVES BATT 100049', 0);
	expect(await read(page, rack, 'OVES BATT 100049')).toMatchObject({ result: { ok: true, value: full } });
});

test('says so when a battery does not connect', async ({ page, rack }) => {
	rack.failConnections('OVES BATT 100049', 0x3e);
	const answered = await read(page, rack, 'OVES BATT 100049');
	expect(answered).toMatchObject(refusal('BLE_CONNECTION_FAILED', { battery: '100049' }));
});

test('refuses a device that only bears the name of a battery', async ({ page, rack }) => {
	const answered = await read(page, rack, 'OVES BATT 999999');
	expect(answered).toMatchObject(refusal('BLE_NOT_A_BATTERY', { battery: '999999' }));
});

test('says which battery was chosen and which was expected', async ({ page, pageUrl, rack }) => {
	await page.goto(`${pageUrl}?expected=B0723025100042`);
	expect(await read(page, rack, 'OVES BATT 100049')).toMatchObject(
		refusal('BLE_OTHER_BATTERY_CHOSEN', { chosen: '100049', expected: '100042' }),
	);
	await page.reload();
	expect(await read(page, rack, 'OVES BATT 100042')).toMatchObject({
		result: { value: { energyWh: 450, chargePercent: 12 } },
	});
});

test('says so when the chooser is closed without a choice', async ({ page, rack }) => {
	await rack.cancelNext(page);
	expect(await clickRead(page)).toMatchObject(refusal('BLE_NO_DEVICE_CHOSEN', {}));
});

test('says so when Bluetooth is off', async ({ page, rack }) => {
	await rack.powerOff();
	expect(await clickRead(page)).toMatchObject(refusal('BLE_OFF', {}));
});

test('tells whether Bluetooth is there', async ({ page, rack }) => {
	await rack.powerOff();
	await page.getByRole('button', { name: 'Available' }).click();
	expect(await answer(page)).toBe('bluetooth_off');

	await page.reload();
	await rack.powerOn();
	await page.getByRole('button', { name: 'Available' }).click();
	expect(await answer(page)).toBe('ready');
});

test('stops reading when asked to', async ({ page, pageUrl, rack }) => {
	await page.goto(`${pageUrl}?read_limit_ms=60000`);
	rack.stall('OVES BATT 100049', 'ppid');
	await rack.chooseNext(page, 'OVES BATT 100049');
	await page.getByRole('button', { name: 'Read' }).click();
	await expect(page).toHaveTitle('0.17');
	await page.getByRole('button', { name: 'Stop' }).click();
	expect(await answer(page)).toMatchObject(refusal('BLE_CANCELLED', { battery: '100049' }));
});
