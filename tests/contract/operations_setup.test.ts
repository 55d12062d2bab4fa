import { describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { refuse } from '#lib/kernel/result.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { count, remaining, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, dayMs, openOperationsWorld, planIn, type OperationsSeed } from './operations_world.ts';

const signed = {
	plans: [{ ...planIn({ serviceState: 'INITIAL', paymentState: 'INITIAL', initialised: false }), services: [] }],
	batteries: [],
};
const setUp = 'pre_service_setup';

describe.each(databases)('Phase 0 on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);

	describe('given a signed plan and no ERP, when it is set up', () => {
		test('then it has the services of its template, and its deposit is due', async () => {
			const world = await open(signed);
			expect(await world.device(setUp, {})).toMatchObject({
				success: true,
				signals: ['PRE_SERVICE_SETUP_COMPLETED'],
				metadata: {
					subscription_synced: false,
					already_initialised: false,
					amount_due: 500,
					service_states: samplePlan.services.map(({ serviceId, quotaMilli }) => ({
						service_id: serviceId,
						used: 0,
						quota: quotaMilli / 1000,
						current_asset: null,
					})),
				},
			});
			expect(await remaining(world)).toEqual({ energy: 100_000, swap_count: 21_000, fleet: 1000 });
			expect(await world.standing()).toMatchObject({ due_minor: 50_000 });
			await sound(world);
		});

		test('then many requests at once give it its services once', async () => {
			const world = await open(signed);
			const replies = await Promise.all(Array.from({ length: 8 }, () => world.device(setUp, {})));
			for (const { success } of replies) expect(success).toBe(true);
			expect(replies.filter(({ metadata }) => metadata['already_initialised'] === false)).toHaveLength(1);
			expect(await count(world, 'quota_entries')).toBe(3);
			await sound(world);
		});

		test('then the same request again gets the same answer', async () => {
			const world = await open(signed);
			const ask = () => world.device(setUp, {}, { correlationId: 'c' });
			const first = await ask();
			world.pass(60_000);
			expect(await ask()).toEqual(first);
			expect(await count(world, 'plan_events')).toBe(2);
		});

		test('then a plan of an unknown template, a plan that is none, and a person are refused', async () => {
			const lost = { ...signed, plans: signed.plans.map((plan) => ({ ...plan, templateId: 'template-none' })) };
			const world = await open(lost);
			expect(await world.device(setUp, {})).toMatchObject({
				success: false,
				signals: ['PRE_SERVICE_SETUP_FAILED', 'TEMPLATE_UNKNOWN'],
			});
			expect(await world.device(setUp, {}, { planId: 'SUB-NONE' })).toMatchObject({
				metadata: { reason: 'PLAN_UNKNOWN' },
			});
			const caller = callerOf(testAttendant);
			expect(await world.device(setUp, {}, { caller })).toMatchObject({ metadata: { reason: 'SESSION_REQUIRED' } });
			expect(await count(world, 'plan_events')).toBe(1);
		});
	});

	describe('given a signed plan and an ERP, when it is set up', () => {
		test('then the answer waits for the ERP, and what it said is kept', async () => {
			const erp = createFakeErp();
			const world = await open({ ...signed, erp });
			const ask = () => world.device(setUp, {}, { correlationId: 'c' });
			expect(await ask()).toMatchObject({ isLater: true });
			expect(await ask()).toMatchObject({
				success: false,
				signals: ['OPERATION_PENDING'],
				metadata: { status: 'pending' },
			});
			expect(await remaining(world)).toEqual({});
			expect(await world.deliver()).toBe(1);
			expect(await ask()).toMatchObject({
				success: true,
				signals: ['PRE_SERVICE_SETUP_COMPLETED'],
				metadata: { subscription_synced: true, already_initialised: false, status: 'ACTIVE', amount_due: 500 },
			});
			expect(await world.rows('SELECT erp_id, status FROM plans')).toEqual([{ erp_id: '42', status: 'ACTIVE' }]);
			expect(await world.rows('SELECT erp_id FROM customers')).toEqual([{ erp_id: '7' }]);
			await sound(world);
		});

		test('then a subscription that does not run there suspends it', async () => {
			const erp = createFakeErp();
			erp.subscription = { ...erp.subscription, active: false, state: '6_churn' };
			const world = await open({ ...signed, erp });
			await world.device(setUp, {});
			await world.deliver();
			expect(await world.device('validate_customer', {})).toMatchObject({ signals: ['CUSTOMER_STATUS_INACTIVE'] });
		});

		test('then an ERP that is away is asked again, and one that refuses lets the request run again', async () => {
			const erp = createFakeErp();
			const world = await open({ ...signed, erp });
			const ask = () => world.device(setUp, {}, { correlationId: 'c' });
			erp.mood = 'down';
			await ask();
			expect(await world.deliver()).toBe(0);
			erp.mood = 'no';
			world.pass(5000);
			expect(await world.deliver()).toBe(0);
			expect(await count(world, 'idempotency')).toBe(0);
			expect(await remaining(world)).toEqual({});
			erp.mood = 'up';
			expect(await ask()).toMatchObject({ isLater: true });
			expect(await world.deliver()).toBe(1);
			expect(await ask()).toMatchObject({ success: true });
			await sound(world);
		});
	});

	describe('given a plan that was set up, when the ERP is asked again', () => {
		test('then open invoices make its renewal due, with its grace', async () => {
			const erp = createFakeErp();
			erp.subscription = { ...erp.subscription, dueMinor: 77_700 };
			const world = await open({ erp });
			await world.device(setUp, {});
			await world.deliver();
			expect(await world.standing()).toMatchObject({ payment_state: 'RENEWAL_DUE', due_minor: 77_700 });
			world.pass(2 * dayMs);
			expect(await world.advance()).toBe(1);
			expect(await world.standing()).toMatchObject({ payment_state: 'OVERDUE', due_minor: 77_700 });
			await sound(world);
		});

		test('then invoices that were paid there make it current, for a whole period', async () => {
			const erp = createFakeErp();
			erp.subscription = { ...erp.subscription, dueMinor: 0 };
			const world = await open({ plans: [planIn({ paymentState: 'OVERDUE' })], dueMinor: 100_000, erp });
			await world.device(setUp, {});
			await world.deliver();
			expect(await world.standing()).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
			world.pass(7 * dayMs);
			expect(await world.advance()).toBe(1);
			expect(await world.standing()).toMatchObject({ payment_state: 'RENEWAL_DUE', due_minor: 100_000 });
			await sound(world);
		});

		test('then a deposit stays due, however often the ERP has nothing open', async () => {
			const erp = createFakeErp();
			erp.subscription = { ...erp.subscription, dueMinor: 0 };
			const world = await open({ ...signed, erp });
			for (let i = 0; i < 2; i++) {
				await world.device(setUp, {});
				expect(await world.deliver()).toBe(1);
			}
			expect(await world.standing()).toMatchObject({ payment_state: 'INITIAL', due_minor: 50_000 });
			await world.device('collect_payment', { payment_amount: 1, payment_reference: 'R-1' });
			expect(await world.standing()).toMatchObject({ payment_state: 'INITIAL', due_minor: 49_900 });
			await sound(world);
		});

		test('then a renewal that the ERP has yet to invoice is not paid', async () => {
			const erp = createFakeErp();
			const world = await open({ plans: [planIn({ paymentState: 'RENEWAL_DUE' })], dueMinor: 100_000, erp });
			erp.subscription = { ...erp.subscription, dueMinor: 0, nextInvoiceAt: world.engine.clock() };
			await world.device(setUp, {});
			await world.deliver();
			expect(await world.standing()).toMatchObject({ payment_state: 'RENEWAL_DUE', due_minor: 100_000 });
			await sound(world);
		});

		test.each(['waits', 'is stuck'])(
			'then what is open there counts for nothing while a payment %s on its way',
			async (how) => {
				const erp = createFakeErp();
				erp.subscription = { ...erp.subscription, dueMinor: 100_000 };
				erp.recordPayment = async () => {
					if (how === 'waits') throw new FaultError('erp', 'The ERP does not answer');
					return refuse('ERP_REFUSED', { reason: 'The period is closed' });
				};
				const world = await open({ plans: [planIn({ paymentState: 'RENEWAL_DUE' })], dueMinor: 100_000, erp });
				expect(await world.device('collect_payment', {})).toMatchObject({ fsmInputs: ['RENEWAL_PAID'] });
				await world.deliver();
				await world.device(setUp, {});
				expect(await world.deliver()).toBe(1);
				expect(await world.standing()).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
				await sound(world);
			},
		);
	});
});
