import { describe, expect, test } from 'vitest';
import { freshReading, reading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import type { BatteryFacts } from '#lib/plan/facts.ts';
import { sampleBatteries, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import { callerOf, openCoreWorld, secondAttendant, stationDevice, type CoreSeed } from '../fixtures/core_world.ts';
import {
	buckets,
	cash,
	count,
	identified,
	mpesa,
	reviewed,
	service,
	sound,
	station,
} from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';

describe.each(databases)('requests that repeat or race on a %s', (kind) => {
	const open = async (seed?: CoreSeed) => openCoreWorld(await (await makeDatabase(kind)).open(), seed);

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
});
