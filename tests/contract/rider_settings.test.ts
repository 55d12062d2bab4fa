import { describe, expect, test } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { riderSettingsPage, saveSettingsForm } from '#lib/server/actions/rider_settings.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';
import { address, eventOf, notFound, somebody } from './manage_world.ts';

const jane: SignedIn = { ...somebody('rider', []), customerId: samplePlan.customer.id };
const path = '/settings';
const set = { timeZone: 'Europe/Paris', vehicleName: 'Red bike', vehicleKwh: '4,5' };

const pageOf = (world: CoreWorld, person: SignedIn) => riderSettingsPage(eventOf(world.engine, person, { path }));

const save = (world: CoreWorld, form: Readonly<Record<string, string>>, person = jane) =>
	saveSettingsForm(eventOf(world.engine, person, { path, form: Object.entries(form) }));

const storedIn = (world: CoreWorld) => rowsOf(world.store, 'SELECT * FROM rider_settings');

describe.each(databases)('the settings of a rider on a %s', (kind) => {
	const open = async () => openCoreWorld(await (await makeDatabase(kind)).open());

	test('are kept as they were sent, with an entry in the audit log', async () => {
		const world = await open();
		expect(await pageOf(world, jane)).toMatchObject({
			isNew: true,
			isCustomer: true,
			form: { data: { timeZone: '' } },
		});
		expect(await save(world, set)).toMatchObject({ form: { message: { saved: true } } });
		expect(await storedIn(world)).toEqual([
			{ customer_id: 'customer-12345', time_zone: 'Europe/Paris', vehicle_name: 'Red bike', vehicle_wh: 4500 },
		]);
		expect(await pageOf(world, jane)).toMatchObject({
			isNew: false,
			form: { data: { ...set, vehicleKwh: '4.5' } },
		});
		expect(await save(world, { timeZone: '', vehicleName: ' ', vehicleKwh: '' })).toMatchObject({
			form: { valid: true },
		});
		expect(await storedIn(world)).toMatchObject([{ time_zone: null, vehicle_name: null, vehicle_wh: null }]);
		const audit = await rowsOf(world.store, `SELECT * FROM audit WHERE action = 'rider_settings.saved' ORDER BY rowid`);
		expect(audit).toMatchObject([
			{ actor_id: jane.id, subject: 'customer-12345', origin: address },
			{ actor_id: jane.id, subject: 'customer-12345', origin: address },
		]);
		expect(JSON.parse(String(audit[1]?.['detail_json']))).toEqual({
			before: { timeZone: 'Europe/Paris', vehicleName: 'Red bike', vehicleWh: 4500 },
			after: { timeZone: null, vehicleName: null, vehicleWh: null },
		});
	});

	test('are changed once, however often a form is sent, and not at all by what is set already', async () => {
		const world = await open();
		for (let times = 0; times < 3; times++) await save(world, { ...set, key: 'form-1' });
		await save(world, { ...set, key: 'form-2' });
		expect(await rowsOf(world.store, `SELECT id FROM audit WHERE action = 'rider_settings.saved'`)).toHaveLength(1);
		expect(await save(world, { ...set, vehicleKwh: '60', key: 'form-1' })).toMatchObject({ status: 409 });
		expect(await storedIn(world)).toMatchObject([{ vehicle_wh: 4500 }]);
	});
});

test.each([
	['timeZone', 'Mars/Olympus'],
	['timeZone', '+03:00'],
	['vehicleName', 'x'.repeat(61)],
	['vehicleName', 'a\u0000b'],
	['vehicleKwh', '0.999'],
	['vehicleKwh', '500.5'],
	['vehicleKwh', '-60'],
	['vehicleKwh', '1e2'],
	['vehicleKwh', 'sixty'],
])('a form says that its %s cannot be %s, and changes nothing', async (field, value) => {
	const world = await openCoreWorld(await (await makeDatabase('libSQL file')).open());
	expect(await save(world, { ...set, [field]: value })).toMatchObject({
		status: 400,
		data: { form: { errors: { [field]: [expect.any(String)] } } },
	});
	expect(await storedIn(world)).toEqual([]);
});

test.each(['1', '500', '60,25'])('a battery of %s kWh is taken', async (vehicleKwh) => {
	const world = await openCoreWorld(await (await makeDatabase('libSQL file')).open());
	expect(await save(world, { ...set, vehicleKwh })).toMatchObject({ form: { valid: true } });
});

test('to whoever is no rider there is no such page, and an account without a customer has nothing to set', async () => {
	const world = await openCoreWorld(await (await makeDatabase('libSQL file')).open());
	for (const role of ['attendant', 'salesperson', 'mechanic', 'manager', 'admin', 'service'] as const) {
		await expect(pageOf(world, somebody(role, '*'))).rejects.toMatchObject(notFound);
		await expect(save(world, set, somebody(role, '*'))).rejects.toMatchObject(notFound);
	}
	const nobody = somebody('rider', []);
	expect(await pageOf(world, nobody)).toMatchObject({ isCustomer: false });
	await expect(save(world, set, nobody)).rejects.toMatchObject(notFound);
});
