import { describe, expect, test } from 'vitest';
import { oldReading, reading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { newPlan, samplePlan, spentPlan } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf, openCoreWorld, type CoreSeed } from '../fixtures/core_world.ts';
import { cash, count, identified, mpesa, reviewed, service, station } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';

describe.each(databases)('requests that are refused on a %s', (kind) => {
	const open = async (seed?: CoreSeed) => openCoreWorld(await (await makeDatabase(kind)).open(), seed);

	test('a session that another plan, station or version names is not touched', async () => {
		const other = { ...newPlan, planId: 'SUB-2', customer: { ...samplePlan.customer, id: 'customer-2' } };
		const world = await open({ plans: [samplePlan, other] });
		const id = await reviewed(world);
		const data = { ...station, service_data: service, session_id: id };
		const notFound = { success: false, metadata: { reason: 'SESSION_NOT_FOUND' } };
		expect(await world.ask('payment_and_service', data, { planId: 'SUB-2', correlationId: 'c' })).toMatchObject(
			notFound,
		);
		const stranger = callerOf({ ...testAttendant, id: 'stranger', stationId: 'STATION_001' });
		const there = { ...data, attendant_station: 'STATION_001' };
		expect(await world.ask('payment_and_service', there, { correlationId: 'c', caller: stranger })).toMatchObject(
			notFound,
		);
		expect(
			await world.ask('payment_and_service', { ...data, session_version: 4 }, { correlationId: 'c' }),
		).toMatchObject({
			success: false,
			metadata: { reason: 'SESSION_MOVED_ON' },
		});
		expect(await count(world, 'session_events')).toBe(5);
	});

	test('who names another station than that of their shift raises an alarm', async () => {
		const world = await open();
		const data = { attendant_station: 'STATION_001', service_data: service };
		expect(await world.ask('payment_and_service', data, { correlationId: 'c' })).toMatchObject({
			success: false,
			signals: ['SECURITY_ALERT'],
		});
		expect(await rowsOf(world.store, 'SELECT action, actor_id FROM audit')).toEqual([
			{ action: 'operation.refused', actor_id: 'attendant-789' },
		]);
	});

	test('who names no station serves from that of their shift', async () => {
		const world = await open();
		const id = await reviewed(world);
		expect(
			await world.ask('payment_and_service', { service_data: service, session_id: id }, { correlationId: 'c' }),
		).toMatchObject({ success: true });
	});

	test('cash above the limit is refused, in a session and outside', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await reviewed(world);
		const poor = callerOf({ ...testAttendant, cashLimitMinor: 28_799 });
		const limited = { success: false, signals: ['PAYMENT_PROCESSING_FAILED', 'CASH_LIMIT_EXCEEDED'] };
		const data = { ...station, payment_data: cash(288) };
		expect(
			await world.ask('payment_and_service', { ...data, session_id: id }, { correlationId: 'c', caller: poor }),
		).toMatchObject(limited);
		expect(await world.ask('payment_and_service', data, { correlationId: 'c2', caller: poor })).toMatchObject(limited);
		expect(await count(world, 'payments')).toBe(0);
	});

	test('an amount that is no whole minor unit is refused, for nobody can pay it', async () => {
		const world = await open();
		for (const [i, amount] of [0.001, 0.004, 12.345].entries()) {
			const reply = await world.ask(
				'payment_and_service',
				{ ...station, payment_data: mpesa(amount, `R${i}`) },
				{ correlationId: `c${i}` },
			);
			expect(reply).toMatchObject({ success: false, signals: ['PAYMENT_AMOUNT_INVALID'] });
		}
		expect(await count(world, 'payments')).toBe(0);
	});

	test('a battery that was typed by its short id belongs to the customer', async () => {
		const world = await open();
		const id = await identified(world);
		const typed = { ...oldReading, batteryId: '100042', source: 'manual' };
		const data = { equipment_id: '100042', reading: typed, session_id: id };
		expect(await world.ask('identify_equipment', data, { correlationId: 'c' })).toMatchObject({
			success: true,
			signals: ['EQUIPMENT_BELONGS_TO_USER'],
			metadata: { equipment_belongs_to_user: true, matching_service: { current_asset: 'B0723025100042' } },
		});
	});

	test('a battery that is named and another that was read are not one', async () => {
		const world = await open();
		const id = await identified(world);
		const data = { equipment_id: 'B0723025100099', reading: oldReading, session_id: id };
		expect(await world.ask('identify_equipment', data, { correlationId: 'c' })).toMatchObject({ success: false });
		expect(await count(world, 'session_events')).toBe(2);
	});

	test('a stranger’s battery is refused, and told as the specs tell it', async () => {
		const world = await open();
		const id = await identified(world);
		const data = { equipment_id: 'B0723025100077', reading: reading('B0723025100077', 450), session_id: id };
		expect(await world.ask('identify_equipment', data, { correlationId: 'c' })).toMatchObject({
			success: false,
			signals: ['EQUIPMENT_DOES_NOT_BELONG', 'BATTERY_MISMATCH'],
			metadata: { recovery_action: 'RESCAN_BATTERY', params: { scanned: '100077', expected: '100042' } },
		});
	});

	test('a session that has ended says so', async () => {
		const world = await open();
		const id = await reviewed(world);
		await world.take(id, 'cancel', { input: { reason: 'left' }, key: 'k' });
		const data = { ...station, service_data: service, session_id: id };
		expect(await world.ask('payment_and_service', data, { correlationId: 'c' })).toMatchObject({
			success: false,
			metadata: { reason: 'SESSION_ENDED' },
		});
	});

	test('codes that name no plan, or another one than the topic', async () => {
		const other = { ...newPlan, planId: 'SUB-2', customer: { ...samplePlan.customer, id: 'customer-2' } };
		const world = await open({ plans: [samplePlan, other] });
		const identify = (code: string, planId: string) =>
			world.ask('identify_customer', { qr_code_data: code }, { planId, correlationId: 'c' });
		const unknown = { success: false, signals: ['CUSTOMER_NOT_FOUND'] };
		expect(await identify('SUB-9', 'SUB-9')).toMatchObject(unknown);
		expect(await identify(scanned.code, 'SUB-2')).toMatchObject(unknown);
		expect(await identify('QR-SUB-2', 'SUB-2')).toMatchObject({
			success: true,
			metadata: { customer_id: 'customer-2' },
		});
		expect(await identify('QR-SUB-2', 'unknown')).toMatchObject({
			success: true,
			metadata: { customer_id: 'customer-2' },
		});
	});
});
