import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { swapDocument } from '#lib/kinds/swap/document.ts';
import type { SwapSession } from '#lib/kinds/swap/swap_step.ts';
import { freshReading, oldReading, reading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import type { BatteryFacts } from '#lib/plan/facts.ts';
import { newPlan, sampleBatteries, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import { sessionAt } from '#lib/server/engine/session_at.ts';
import { testAttendant } from '#lib/session/given.ts';
import {
	callerOf,
	openCoreWorld,
	secondAttendant,
	stationDevice,
	type CoreSeed,
	type CoreWorld,
} from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';

const station = { attendant_station: 'STATION_002' };
const service = { old_battery_id: 'B0723025100042', new_battery_id: 'B0723025100049' };
const mpesa = (amount: number, reference = 'MPESA_REF_789012') => ({
	service_id: 'service-electricity-monthly',
	payment_amount: amount,
	payment_reference: reference,
	payment_method: 'MPESA',
});
const cash = (amount: number, reference = 'CASH-1') => ({ ...mpesa(amount, reference), payment_method: 'CASH' });

async function identified(world: CoreWorld, key = 'begin'): Promise<string> {
	const { id } = await world.begin(key);
	const reply = await world.ask(
		'identify_customer',
		{ qr_code_data: scanned.code, session_id: id },
		{ correlationId: `${key}-1` },
	);
	expect(reply).toMatchObject({
		success: true,
		signals: ['CUSTOMER_IDENTIFIED_SUCCESS'],
		metadata: { session_version: 2 },
	});
	return id;
}

async function issued(world: CoreWorld, key = 'begin'): Promise<string> {
	const id = await identified(world, key);
	const back = { equipment_id: oldReading.batteryId, reading: oldReading, session_id: id };
	expect(await world.ask('identify_equipment', back, { correlationId: `${key}-2` })).toMatchObject({
		success: true,
		signals: ['EQUIPMENT_BELONGS_TO_USER'],
		metadata: { equipment_belongs_to_user: true, session_version: 3 },
	});
	expect(await world.take(id, 'issue', { input: { reading: freshReading }, key: `${key}-3` })).toMatchObject({
		ok: true,
	});
	return id;
}

async function reviewed(world: CoreWorld, key = 'begin'): Promise<string> {
	const id = await issued(world, key);
	expect(await world.take(id, 'review', { key: `${key}-4` })).toMatchObject({ ok: true });
	return id;
}

const buckets = async ({ store }: CoreWorld) =>
	Object.fromEntries(
		(await rowsOf(store, 'SELECT bucket, SUM(amount_minor) AS sum FROM money_entries GROUP BY bucket')).map((row) => [
			row['bucket'],
			row['sum'],
		]),
	);
const remaining = async ({ store }: CoreWorld) =>
	Object.fromEntries(
		(await rowsOf(store, 'SELECT kind, quota_milli - used_milli AS left FROM plan_services')).map((row) => [
			row['kind'],
			row['left'],
		]),
	);
const holders = async ({ store }: CoreWorld) =>
	Object.fromEntries(
		(await rowsOf(store, 'SELECT id, holder_id FROM batteries')).map((row) => [row['id'], row['holder_id']]),
	);
const count = async ({ store }: CoreWorld, table: string) => (await rowsOf(store, `SELECT * FROM ${table}`)).length;
const sound = async (world: CoreWorld) => expect(await brokenInvariants(world.store)).toEqual([]);

describe.each(databases)('operations on a %s', (kind) => {
	const open = async (seed?: CoreSeed) => openCoreWorld(await (await makeDatabase(kind)).open(), seed);

	test('a whole swap that quota covers', async () => {
		const world = await open();
		const id = await reviewed(world);
		const reply = await world.ask(
			'payment_and_service',
			{ ...station, service_data: service, session_id: id },
			{ correlationId: 'c' },
		);
		expect(reply).toMatchObject({
			success: true,
			signals: ['PAYMENT_AND_SERVICE_COMPLETED'],
			metadata: {
				called: 'reportPaymentAndServiceCompletion',
				payment_processed: false,
				service_completed: true,
				service_details: { ...service, quota_consumed: 1 },
				correlation_id: 'c',
				session_version: 6,
			},
		});
		const session = (await sessionAt(world.engine, id, 6)) as SwapSession;
		expect(swapDocument(session)).toMatchObject({
			flow_state: { current_step: 6, steps_completed: [1, 2, 3, 4] },
			payment_state: { payment_skip_reason: 'QUOTA_CREDIT', payment_confirmed: true },
			service_completion: { payment_and_service_status: 'success', is_quota_based: true, mqtt_correlation_id: 'c' },
		});
		expect(session).toMatchObject({ status: 'completed', state: 'done' });
		expect(await remaining(world)).toEqual({ energy: 43_100, swap_count: 5000, fleet: 0 });
		expect(await holders(world)).toMatchObject({ B0723025100042: 'STATION_002', B0723025100049: 'SUB-8847-KE' });
		expect(await rowsOf(world.store, 'SELECT service_state, last_swap_at, version FROM plans')).toEqual([
			{ service_state: 'BATTERY_ISSUED', last_swap_at: world.now(), version: 2 },
		]);
		await sound(world);
	});

	test('a whole swap for 288 KES, a part in cash and the rest by receipt', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await reviewed(world);
		const first = await world.ask(
			'payment_and_service',
			{ ...station, payment_data: cash(100), session_id: id },
			{ correlationId: 'c1' },
		);
		expect(first).toMatchObject({
			success: true,
			metadata: {
				payment_processed: true,
				service_completed: false,
				payment_details: { payment_amount: 100, additional_quota: 0.833 },
			},
		});
		const early = await world.ask(
			'payment_and_service',
			{ ...station, service_data: service, session_id: id },
			{ correlationId: 'c2' },
		);
		expect(early).toMatchObject({
			success: false,
			signals: ['SERVICE_COMPLETION_FAILED', 'PAYMENT_INSUFFICIENT'],
			metadata: { message: '188 KES are still to pay', recovery_action: 'COLLECT_REST' },
		});
		const both = { ...station, payment_data: mpesa(188), service_data: service, session_id: id };
		expect(await world.ask('payment_and_service', both, { correlationId: 'c3' })).toMatchObject({
			success: true,
			metadata: { payment_processed: true, service_completed: true },
		});
		expect(swapDocument((await sessionAt(world.engine, id, 8)) as SwapSession)).toMatchObject({
			flow_state: { steps_completed: [1, 2, 3, 4, 5] },
			payment_state: {
				actual_amount_paid: 288,
				payment_amount_remaining: 0,
				payment_receipt: 'CASH-1+MPESA_REF_789012',
			},
			completion_data: { transaction_id: 'CASH-1+MPESA_REF_789012' },
		});
		expect(await buckets(world)).toEqual({ captured: 28_800, quota: 0, service: 28_800 });
		expect(await remaining(world)).toEqual({ energy: 0, swap_count: 5000, fleet: 0 });
		await sound(world);
	});

	test('the first battery of a new customer', async () => {
		const world = await open({ plans: [newPlan], batteries: [sampleBatteries.fresh] });
		const id = await identified(world);
		await world.take(id, 'issue', { input: { reading: freshReading }, key: 'issue' });
		const data = { ...station, service_data: { new_battery_id: service.new_battery_id }, session_id: id };
		expect(await world.ask('payment_and_service', data, { correlationId: 'c' })).toMatchObject({
			success: true,
			metadata: { service_details: { old_battery_id: null, new_battery_id: service.new_battery_id } },
		});
		expect(await holders(world)).toEqual({ B0723025100049: 'SUB-8847-KE' });
		expect(await rowsOf(world.store, 'SELECT service_state FROM plans')).toEqual([{ service_state: 'BATTERY_ISSUED' }]);
		await sound(world);
	});

	test('two swaps one after the other', async () => {
		const world = await open();
		const id = await reviewed(world);
		await world.ask(
			'payment_and_service',
			{ ...station, service_data: service, session_id: id },
			{ correlationId: 'c' },
		);
		const back = { old_battery_id: service.new_battery_id, new_battery_id: 'B0723025100077', energy_transferred: 1 };
		expect(
			await world.ask(
				'payment_and_service',
				{ ...station, service_data: back },
				{ correlationId: 'c2', caller: stationDevice },
			),
		).toMatchObject({ success: true });
		expect(await remaining(world)).toEqual({ energy: 42_100, swap_count: 4000, fleet: 0 });
		await sound(world);
	});

	test('a payment alone credits quota, and may renew a plan', async () => {
		const world = await open({ plans: [{ ...samplePlan, paymentState: 'OVERDUE' }] });
		const renewal = { ...mpesa(120), payment_type: 'renewal' };
		expect(
			await world.ask(
				'payment_and_service',
				{ ...station, payment_data: renewal },
				{ correlationId: 'c', caller: stationDevice },
			),
		).toMatchObject({
			success: true,
			metadata: { payment_details: { quota_before: 45.5, additional_quota: 1, quota_after: 46.5 } },
		});
		expect(await rowsOf(world.store, 'SELECT payment_state FROM plans')).toEqual([{ payment_state: 'CURRENT' }]);
		expect(await buckets(world)).toEqual({ captured: 12_000, quota: 12_000 });
	});

	describe('one correlation id', () => {
		test('eight times at once is one effect and eight equal answers', async () => {
			const world = await open({ plans: [spentPlan] });
			const id = await reviewed(world);
			const both = { ...station, payment_data: mpesa(288), service_data: service, session_id: id };
			const ask = () => world.ask('payment_and_service', both, { correlationId: 'c' });
			const replies = await Promise.all(Array.from({ length: 8 }, ask));
			expect(replies[0]).toMatchObject({ success: true });
			world.pass(60_000);
			for (const reply of [...replies, await ask()]) expect(reply).toEqual(replies[0]);
			expect(await count(world, 'payments')).toBe(1);
			expect(await count(world, 'session_events')).toBe(7);
			await sound(world);
		});

		test('outside a session too', async () => {
			const world = await open();
			const data = { ...station, payment_data: mpesa(120), service_data: service };
			const replies = await Promise.all(
				Array.from({ length: 8 }, () =>
					world.ask('payment_and_service', data, { correlationId: 'c', caller: stationDevice }),
				),
			);
			for (const reply of replies) expect(reply).toEqual(replies[0]);
			expect(replies[0]).toMatchObject({ success: true });
			expect(await count(world, 'payments')).toBe(1);
			expect(await count(world, 'custody_entries')).toBe(5);
			await sound(world);
		});

		test('of a step that identifies, too', async () => {
			const world = await open();
			const { id } = await world.begin('b');
			const data = { qr_code_data: scanned.code, session_id: id };
			const replies = await Promise.all(
				Array.from({ length: 8 }, () => world.ask('identify_customer', data, { correlationId: 'c' })),
			);
			for (const reply of replies) expect(reply).toEqual(replies[0]);
			expect(await count(world, 'session_events')).toBe(2);
		});

		test('with another body is refused', async () => {
			const world = await open();
			await world.ask('payment_and_service', { ...station, payment_data: mpesa(120) }, { correlationId: 'c' });
			expect(
				await world.ask('payment_and_service', { ...station, payment_data: mpesa(121, 'R2') }, { correlationId: 'c' }),
			).toMatchObject({
				success: false,
				signals: ['PAYMENT_PROCESSING_FAILED', 'IDEMPOTENCY_KEY_REUSED'],
			});
			expect(await count(world, 'payments')).toBe(1);
		});

		test('that failed may run again', async () => {
			const world = await open();
			const data = { ...station, service_data: service };
			await world.store.writer.commit([{ sql: `UPDATE plans SET status = 'SUSPENDED'`, args: [] }]);
			expect(await world.ask('payment_and_service', data, { correlationId: 'c', caller: stationDevice })).toMatchObject(
				{ success: false },
			);
			await world.store.writer.commit([{ sql: `UPDATE plans SET status = 'ACTIVE'`, args: [] }]);
			expect(await world.ask('payment_and_service', data, { correlationId: 'c', caller: stationDevice })).toMatchObject(
				{ success: true },
			);
		});
	});

	test('a payment reference counts once, whoever names it, and at once', async () => {
		const world = await open({ plans: [spentPlan] });
		const ask = (i: number) =>
			world.ask('payment_and_service', { ...station, payment_data: mpesa(120 + i) }, { correlationId: `c${i}` });
		const replies = await Promise.all([0, 1, 2, 3].map(ask));
		expect(replies.filter(({ success }) => success)).toHaveLength(1);
		for (const reply of replies.filter(({ success }) => !success)) {
			expect(reply.signals).toEqual(['PAYMENT_PROCESSING_FAILED', 'PAYMENT_REFERENCE_USED']);
		}
		expect(
			await world.ask(
				'payment_and_service',
				{ ...station, payment_data: cash(5, 'MPESA_REF_789012') },
				{ correlationId: 'cash' },
			),
		).toMatchObject({
			success: true,
		});
		expect(await count(world, 'payments')).toBe(2);
		await sound(world);
	});

	test('of two riders for one battery one gets it', async () => {
		const second = {
			...withService(samplePlan, 'fleet', { currentAsset: 'B0723025100050' }),
			planId: 'SUB-2',
			customer: { ...samplePlan.customer, id: 'customer-2' },
		};
		const held: BatteryFacts = {
			...sampleBatteries.old,
			id: 'B0723025100050',
			holder: { kind: 'rider', id: 'SUB-2', serviceId: 'service-battery-fleet' },
		};
		const world = await open({ plans: [samplePlan, second], batteries: [...Object.values(sampleBatteries), held] });
		const first = await reviewed(world);
		const { id } = await world.begin('second', secondAttendant);
		const asSecond = { planId: 'SUB-2', caller: callerOf(secondAttendant) };
		await world.ask(
			'identify_customer',
			{ qr_code_data: 'SUB-2', session_id: id },
			{ ...asSecond, correlationId: 's1' },
		);
		const back = { equipment_id: held.id, reading: reading(held.id, 450), session_id: id };
		await world.ask('identify_equipment', back, { ...asSecond, correlationId: 's2' });
		for (const step of ['issue', 'review']) {
			const input = step === 'issue' ? { reading: freshReading } : {};
			expect(await world.take(id, step, { input, key: step, actor: secondAttendant })).toMatchObject({ ok: true });
		}
		const replies = await Promise.all([
			world.ask(
				'payment_and_service',
				{ ...station, service_data: service, session_id: first },
				{ correlationId: 'c1' },
			),
			world.ask(
				'payment_and_service',
				{ ...station, service_data: { ...service, old_battery_id: held.id }, session_id: id },
				{ ...asSecond, correlationId: 'c2' },
			),
		]);
		expect(replies.filter(({ success }) => success)).toHaveLength(1);
		expect(replies.find(({ success }) => !success)).toMatchObject({
			signals: ['SERVICE_COMPLETION_FAILED', 'BATTERY_ALREADY_ISSUED'],
		});
		await sound(world);
	});

	test('a payment whose battery has gone meanwhile stays recorded, and is used by the next one', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await reviewed(world);
		await world.store.writer.commit([
			{
				sql: `UPDATE batteries SET holder_kind = 'workshop', holder_id = 'W1', seq = 2 WHERE id = 'B0723025100049'`,
				args: [],
			},
			{
				sql: `INSERT INTO custody_entries VALUES ('B0723025100049', 2, 'w', 'workshop', 'W1', null, null, null, 'a', 0)`,
				args: [],
			},
		]);
		const both = { ...station, payment_data: mpesa(288), service_data: service, session_id: id };
		const ask = () => world.ask('payment_and_service', both, { correlationId: 'c' });
		const refused = await ask();
		expect(refused).toMatchObject({
			success: false,
			signals: ['SERVICE_COMPLETION_FAILED', 'BATTERY_ALREADY_ISSUED'],
			metadata: { payment_processed: true, service_completed: false },
		});
		expect(await ask()).toEqual(refused);
		expect(await buckets(world)).toEqual({ captured: 28_800, quota: 28_800 });
		await world.take(id, 'reopen_issue', { key: 'reopen' });
		await world.take(id, 'issue', {
			input: { reading: { ...freshReading, batteryId: 'B0723025100077' } },
			key: 'again',
		});
		const other = { ...station, service_data: { ...service, new_battery_id: 'B0723025100077' }, session_id: id };
		expect(await world.ask('payment_and_service', other, { correlationId: 'c2' })).toMatchObject({ success: true });
		expect(await buckets(world)).toEqual({ captured: 28_800, quota: 0, service: 28_800 });
		await sound(world);
	});

	test('a customer has one open swap', async () => {
		const world = await open();
		await identified(world);
		const { id } = await world.begin('second', secondAttendant);
		const identify = () =>
			world.ask(
				'identify_customer',
				{ qr_code_data: scanned.code, session_id: id },
				{ correlationId: 'c', caller: callerOf(secondAttendant) },
			);
		expect(await identify()).toMatchObject({ success: false, metadata: { reason: 'SESSION_ALREADY_ACTIVE' } });
		expect(await world.take(id, 'cancel', { input: { reason: 'x' }, key: 'k', actor: secondAttendant })).toMatchObject({
			ok: true,
		});
		await sound(world);
	});

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

	test('codes that name no plan, or not the one of the topic', async () => {
		const world = await open();
		const unknown = { success: false, signals: ['CUSTOMER_NOT_FOUND'] };
		expect(
			await world.ask('identify_customer', { qr_code_data: 'SUB-9' }, { planId: 'SUB-9', correlationId: 'c' }),
		).toMatchObject(unknown);
		expect(
			await world.ask('identify_customer', { qr_code_data: scanned.code }, { planId: 'SUB-9', correlationId: 'c' }),
		).toMatchObject(unknown);
		const byCode = { qr_code_data: 'QR-SUB-8847-KE' };
		expect(
			await world.ask('identify_customer', byCode, { planId: 'QR-SUB-8847-KE', correlationId: 'c' }),
		).toMatchObject({ success: true });
	});
});

test('refusals have the shape that every surface shares', () => {
	expect(refuse('SESSION_NOT_FOUND')).toEqual({ ok: false, code: 'SESSION_NOT_FOUND', params: {} });
});
