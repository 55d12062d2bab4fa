import { describe, expect, test } from 'vitest';
import { swapDocument } from '#lib/kinds/swap/document.ts';
import type { SwapSession } from '#lib/kinds/swap/swap_step.ts';
import { freshReading } from '#lib/kinds/swap/swap_scenes.ts';
import { newPlan, sampleBatteries, samplePlan, spentPlan } from '#lib/plan/sample_plan.ts';
import { sessionAt } from '#lib/server/engine/session_at.ts';
import { openCoreWorld, stationDevice, type CoreSeed } from '../fixtures/core_world.ts';
import {
	buckets,
	cash,
	holders,
	identified,
	mpesa,
	remaining,
	reviewed,
	service,
	sound,
	station,
} from '../fixtures/swap_requests.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';

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
});
