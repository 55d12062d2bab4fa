import { describe, expect, test } from 'vitest';
import { sampleBatteries, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { buckets, count, mpesa, remaining, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, openOperationsWorld, planIn, type OperationsSeed } from './operations_world.ts';

const person = callerOf(testAttendant);
const deposit = { plans: [planIn({ serviceState: 'INITIAL', paymentState: 'INITIAL' })], dueMinor: 50_000 };
const depositDue = {
	plans: [planIn({ serviceState: 'WAIT_BATTERY_ISSUE', paymentState: 'DEPOSIT_DUE' })],
	dueMinor: 50_000,
};
const renewal = { plans: [planIn({ paymentState: 'RENEWAL_DUE' })], dueMinor: 100_000 };
const overdue = { plans: [planIn({ paymentState: 'OVERDUE' })], dueMinor: 100_000 };
const final = { plans: [planIn({ paymentState: 'FINAL_DUE' })], dueMinor: 20_000 };

const newRider = { service_state: 'WAIT_BATTERY_ISSUE', payment_state: 'CURRENT' };
const rider = { service_state: 'BATTERY_ISSUED', payment_state: 'CURRENT' };
const openRequests = 'SELECT amount_minor FROM payment_requests WHERE settled_at IS NULL';

describe.each(databases)('payments on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);

	describe('given what a plan has due, when it is collected', () => {
		test.each([
			{ of: 'DEPOSIT', seed: deposit, fsmInputs: ['CONTRACT_SIGNED', 'DEPOSIT_PAID'], states: newRider },
			{ of: 'DEPOSIT', seed: depositDue, fsmInputs: ['DEPOSIT_PAID'], states: newRider },
			{ of: 'RENEWAL', seed: renewal, fsmInputs: ['RENEWAL_PAID'], states: rider },
			{ of: 'RENEWAL', seed: overdue, fsmInputs: ['RENEWAL_PAID'], states: rider },
			{ of: 'FINAL', seed: final, fsmInputs: ['FINAL_PAID'], states: { ...rider, payment_state: 'COMPLETE' } },
		])('then a $of payment moves the payment cycle by $fsmInputs and buys no quota', async (row) => {
			const world = await open(row.seed);
			const before = await remaining(world);
			const { dueMinor } = row.seed;
			expect(await world.device('collect_payment', { payment_method: 'mobile_money' })).toMatchObject({
				success: true,
				signals: ['PAYMENT_COLLECTED'],
				metadata: {
					payment_amount: dueMinor / 100,
					payment_type: row.of,
					payment_method: 'MOBILE_MONEY',
					amount_due: null,
					...row.states,
				},
				fsmInputs: row.fsmInputs,
			});
			expect(await world.standing()).toEqual({ ...row.states, due_minor: null });
			expect(await remaining(world)).toEqual(before);
			expect(await buckets(world)).toEqual({ captured: dueMinor, service: dueMinor });
			await sound(world);
		});

		test('then a part of it is kept and the rest stays due', async () => {
			const world = await open(depositDue);
			expect(await world.device('collect_payment', { payment_amount: 200 })).toMatchObject({
				metadata: { amount_due: 300, payment_state: 'DEPOSIT_DUE' },
				fsmInputs: [],
			});
			expect(await world.device('collect_payment', {})).toMatchObject({
				metadata: { payment_amount: 300, amount_due: null, payment_state: 'CURRENT' },
				fsmInputs: ['DEPOSIT_PAID'],
			});
			expect(await buckets(world)).toEqual({ captured: 50_000, service: 50_000 });
			await sound(world);
		});

		test('then what goes beyond it is to be given back', async () => {
			const world = await open(renewal);
			await world.device('collect_payment', { payment_amount: 1200 });
			expect(await buckets(world)).toEqual({ captured: 120_000, service: 100_000, refund_due: 20_000 });
			await sound(world);
		});
	});

	describe('given a plan that is current, when a payment is collected', () => {
		test('then it tops up the first service that has a price', async () => {
			const world = await open();
			expect(await world.device('collect_payment', { payment_amount: 240 })).toMatchObject({
				metadata: { payment_type: 'TOP_UP', payment_state: 'CURRENT' },
				fsmInputs: [],
			});
			expect(await remaining(world)).toMatchObject({ energy: 47_500 });
			expect(await buckets(world)).toEqual({ captured: 24_000, quota: 24_000 });
			await sound(world);
		});

		test('then it is the amount of the last request, which takes the place of earlier ones', async () => {
			const world = await open();
			await world.device('payment_request', { payment_amount: 120 });
			world.pass(1000);
			const last = await world.device('payment_request', { payment_amount: 600 });
			expect(last).toMatchObject({
				signals: ['PAYMENT_REQUEST_CREATED'],
				metadata: { amount_source: 'request_provided', currency: 'KES' },
			});
			expect(await world.device('collect_payment', {})).toMatchObject({
				metadata: { payment_amount: 600, payment_request_id: last.metadata['payment_request_id'] },
			});
			expect(await world.rows(openRequests)).toEqual([]);
			await sound(world);
		});

		test('then a part of what was asked for leaves the rest asked for', async () => {
			const world = await open();
			await world.device('payment_request', { payment_amount: 600 });
			await world.device('collect_payment', { payment_amount: 250 });
			expect(await world.rows(openRequests)).toEqual([{ amount_minor: 35_000 }]);
			expect(await world.device('collect_payment', {})).toMatchObject({ metadata: { payment_amount: 350 } });
			expect(await world.rows(openRequests)).toEqual([]);
			await sound(world);
		});

		test('then two collections of one request at once settle it once', async () => {
			const world = await open();
			await world.device('payment_request', { payment_amount: 120 });
			const replies = await Promise.all([1, 2].map(() => world.device('collect_payment', {})));
			expect(replies.filter(({ success }) => success)).toHaveLength(1);
			expect(replies.find(({ success }) => !success)).toMatchObject({ signals: ['PAYMENT_AMOUNT_INVALID'] });
			expect(await count(world, 'payments')).toBe(1);
			await sound(world);
		});
	});

	describe('given a payment that cannot be taken', () => {
		test.each([
			['nobody says how much', {}, 'PAYMENT_AMOUNT_INVALID'],
			['it is nothing', { payment_amount: 0 }, 'PAYMENT_AMOUNT_INVALID'],
			['the currency has no such coin', { payment_amount: 10.001 }, 'PAYMENT_AMOUNT_INVALID'],
			['its request is not open', { payment_request_id: 'preq-none' }, 'PAYMENT_REQUEST_UNKNOWN'],
			['its service is none of the plan', { payment_amount: 10, service_id: 'svc-none' }, 'SERVICE_NOT_ON_PLAN'],
			['its service cannot be bought', { payment_amount: 10, service_id: 'service-battery-fleet' }, 'RATE_MISSING'],
		])('when %s, then it is refused and no money moves', async (_, data, reason) => {
			const world = await open();
			const reply = await world.device('collect_payment', data);
			expect(reply).toMatchObject({ success: false, metadata: { reason } });
			expect(reply.signals).toContain(reason);
			expect(await count(world, 'payments')).toBe(0);
		});

		test.each([{}, { payment_amount: -5 }, { payment_amount: 0.001 }])(
			'when %j is asked for, then no request is made',
			async (data) => {
				const world = await open();
				expect(await world.device('payment_request', data)).toMatchObject({
					success: false,
					signals: ['PAYMENT_AMOUNT_INVALID'],
				});
				expect(await count(world, 'payment_requests')).toBe(0);
			},
		);

		test('when nothing on the plan has a price, then a top-up has no rate', async () => {
			const world = await open({ plans: [withService(samplePlan, 'energy', { unitPriceMinor: null })] });
			expect(await world.device('collect_payment', { payment_amount: 10 })).toMatchObject({
				metadata: { reason: 'RATE_MISSING' },
			});
			const reported = await world.device('payment_and_service', { payment_data: mpesa(10) });
			expect(reported.signals).toEqual(['PAYMENT_PROCESSING_FAILED', 'QUOTA_UPDATE_FAILED', 'RATE_MISSING']);
			expect(await count(world, 'payments')).toBe(0);
		});

		test.each(['payment_request', 'collect_payment'] as const)(
			'when a person asks for %s, then it needs a session and is no step of one',
			async (operation) => {
				const world = await open();
				const data = { payment_amount: 10 };
				expect(await world.device(operation, data, { caller: person })).toMatchObject({
					metadata: { reason: 'SESSION_REQUIRED' },
				});
				const { id } = await world.begin('begin');
				expect(await world.device(operation, { ...data, session_id: id }, { caller: person })).toMatchObject({
					metadata: { reason: 'STEP_UNKNOWN' },
				});
				expect(await world.device(operation, data, { planId: 'SUB-NONE' })).toMatchObject({
					metadata: { reason: 'PLAN_UNKNOWN' },
				});
				expect(await count(world, 'payments')).toBe(0);
			},
		);
	});

	test('given one request eight times at once, then it is one payment and eight equal answers', async () => {
		const world = await open(depositDue);
		const ask = () => world.device('collect_payment', {}, { correlationId: 'c' });
		const replies = await Promise.all(Array.from({ length: 8 }, ask));
		world.pass(60_000);
		for (const reply of [...replies, await ask()]) expect(reply).toEqual(replies[0]);
		expect(replies[0]).toMatchObject({ success: true });
		expect(await count(world, 'payments')).toBe(1);
		expect(await world.device('collect_payment', { payment_amount: 1 }, { correlationId: 'c' })).toMatchObject({
			metadata: { reason: 'IDEMPOTENCY_KEY_REUSED' },
		});
		await sound(world);
	});

	test('given one receipt under several ids at once, then it counts once, however it is spelled', async () => {
		const world = await open(renewal);
		const receipts = ['QX 12', 'qx12', 'QX12', 'Qx1 2'];
		const replies = await Promise.all(
			receipts.map((reference) =>
				world.device('collect_payment', { payment_amount: 250, payment_method: 'mpesa', payment_reference: reference }),
			),
		);
		expect(replies.filter(({ success }) => success)).toHaveLength(1);
		for (const { success, metadata } of replies)
			if (!success) expect(metadata).toMatchObject({ reason: 'PAYMENT_REFERENCE_USED' });
		expect(await world.standing()).toMatchObject({ due_minor: 75_000 });
		await sound(world);
	});

	test('given two different collections of what is due at once, then none is lost and what is too much is to be given back', async () => {
		const world = await open(renewal);
		await Promise.all(
			[1, 2].map((n) => world.device('collect_payment', { payment_amount: 700, payment_reference: `R${n}` })),
		);
		expect(await world.standing()).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
		expect(await buckets(world)).toEqual({ captured: 140_000, service: 100_000, refund_due: 40_000 });
		await sound(world);
	});

	test('given an ERP, then it hears of every payment once, and of none that was refused', async () => {
		const erp = createFakeErp();
		const world = await open({ ...renewal, erp });
		const swap = { new_battery_id: sampleBatteries.fresh.id, old_battery_id: sampleBatteries.old.id };
		await world.device('collect_payment', { payment_reference: 'one', payment_method: 'CASH' });
		await world.device('collect_payment', { payment_reference: 'ONE', payment_method: 'CASH', payment_amount: 5 });
		await world.device('payment_and_service', { payment_data: mpesa(120, 'two'), service_data: swap });
		erp.mood = 'down';
		expect(await world.deliver()).toBe(0);
		erp.mood = 'up';
		world.pass(2000);
		await world.deliver();
		await world.deliver();
		const paid = [...erp.taken.values()].filter(({ type }) => type === 'payment');
		expect(paid).toEqual([
			expect.objectContaining({
				reference: 'ONE',
				method: 'CASH',
				amountMinor: 100_000,
				paymentType: 'RENEWAL',
				planId: samplePlan.planId,
			}),
			expect.objectContaining({ reference: 'TWO', method: 'MPESA', amountMinor: 12_000, paymentType: 'TOP_UP' }),
		]);
	});
});
