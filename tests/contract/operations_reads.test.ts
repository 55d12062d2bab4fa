import { describe, expect, test } from 'vitest';
import { newPlan, sampleBatteries, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { count } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { openOperationsWorld, planIn, type OperationsSeed } from './operations_world.ts';

/** A plan of which nothing is left: 100 kWh, 21 swaps and the one battery. */
const spent = withService(
	withService(withService(samplePlan, 'energy', { usedMilli: 100_000 }), 'swap_count', { usedMilli: 21_000 }),
	'fleet',
	{ usedMilli: 1000 },
);
const unpriced = withService(spent, 'energy', { unitPriceMinor: null });
const renewal = { plans: [planIn({ paymentState: 'RENEWAL_DUE' })], dueMinor: 100_000 };

describe.each(databases)('questions on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);

	test.each<{ seed: OperationsSeed; data: object; signal: string; metadata: object }>([
		{
			seed: {},
			data: { topup_required: true, topup_amount: 50 },
			signal: 'TOPUP_PAYMENT_NOT_REQUIRED',
			metadata: { topup_required: false, topup_amount: 50, payment_authorized: true },
		},
		{
			seed: renewal,
			data: {},
			signal: 'TOPUP_PAYMENT_REQUIRED',
			metadata: { topup_required: true, topup_amount: 1000, payment_state: 'RENEWAL_DUE' },
		},
		{
			seed: { plans: [spent] },
			data: {},
			signal: 'TOPUP_PAYMENT_REQUIRED',
			// The price of one unit of what is exhausted.
			metadata: {
				topup_amount: 120,
				topup_calculation: { amount_source: 'system_calculated', quota_check: { exhausted: true } },
			},
		},
		{
			seed: { plans: [spent] },
			data: { topup_required: true, topup_amount: 240 },
			signal: 'TOPUP_PAYMENT_AUTHORIZED',
			metadata: { topup_required: true, topup_amount: 240, payment_authorized: true },
		},
		{
			seed: { plans: [unpriced] },
			data: { topup_required: true, topup_amount: 240 },
			signal: 'TOPUP_PAYMENT_DECLINED',
			metadata: { payment_authorized: false },
		},
		{
			seed: { plans: [{ ...spent, status: 'SUSPENDED' }] },
			data: { topup_required: true, topup_amount: 240 },
			signal: 'TOPUP_PAYMENT_DECLINED',
			metadata: { payment_authorized: false },
		},
	])('a top-up is $signal for $data', async ({ seed, data, signal, metadata }) => {
		const world = await open(seed);
		expect(await world.device('validate_topup', data)).toMatchObject({ success: true, signals: [signal], metadata });
	});

	test.each([
		{ state: 'CURRENT', signal: 'PAYMENT_STATUS_GOOD', reason: 'PAYMENT_CURRENT' },
		{ state: 'RENEWAL_DUE', signal: 'PAYMENT_STATUS_REQUIRES_PAYMENT', reason: 'PAYMENT_DUE' },
		{ state: 'DEPOSIT_DUE', signal: 'PAYMENT_STATUS_REQUIRES_PAYMENT', reason: 'PAYMENT_DUE' },
		{ state: 'FINAL_DUE', signal: 'PAYMENT_STATUS_REQUIRES_PAYMENT', reason: 'PAYMENT_DUE' },
		{ state: 'OVERDUE', signal: 'PAYMENT_STATUS_BLOCKED', reason: 'PAYMENT_OVERDUE' },
	] as const)('a plan that is $state is $signal', async ({ state, signal, reason }) => {
		const world = await open({ plans: [planIn({ paymentState: state })] });
		expect(await world.device('validate_payment', {})).toMatchObject({
			signals: [signal],
			metadata: { payment_status_reason: reason },
		});
	});

	test.each([
		{ seed: {}, signals: ['CUSTOMER_STATUS_ACTIVE'] },
		{ seed: { plans: [newPlan], batteries: [] }, signals: ['CUSTOMER_STATUS_ACTIVE'] },
		{ seed: { plans: [planIn({ status: 'SUSPENDED' })] }, signals: ['CUSTOMER_STATUS_INACTIVE'] },
		{ seed: { plans: [planIn({ paymentState: 'OVERDUE' })] }, signals: ['CUSTOMER_STATUS_INACTIVE'] },
		{ seed: { plans: [planIn({ serviceState: 'BATTERY_LOST' })] }, signals: ['CUSTOMER_STATUS_INACTIVE'] },
		{
			seed: { plans: [planIn({ initialised: false })] },
			signals: ['CUSTOMER_STATUS_INACTIVE', 'CUSTOMER_INACTIVE'],
		},
	])('a customer is $signals', async ({ seed, signals }) => {
		const world = await open(seed);
		const active = signals[0] === 'CUSTOMER_STATUS_ACTIVE';
		expect(await world.device('validate_customer', {})).toMatchObject({
			signals,
			metadata: { customer_is_active: active, customer_is_inactive: !active, customer_id: 'customer-12345' },
		});
	});

	test('quota is told as a sum and by service, and an exhausted sum is said so', async () => {
		const world = await open();
		expect(await world.device('validate_quota', {})).toMatchObject({
			signals: ['QUOTA_AVAILABLE'],
			metadata: {
				quota_used: 69.5,
				quota_limit: 122,
				quota_available: 52.5,
				quota_calculation: { total_services: 3, services_exhausted: 0 },
			},
		});
		const other = await open({ plans: [spent] });
		expect(await other.device('validate_quota', {})).toMatchObject({
			signals: ['QUOTA_EXHAUSTED'],
			metadata: { quota_exhausted: true, quota_available: 0, quota_percentage: 100 },
		});
	});

	test('a plan before Phase 0 is identified without service states', async () => {
		const world = await open({ plans: [{ ...planIn({ initialised: false }), services: [] }] });
		expect(await world.device('identify_customer', { qr_code_data: 'QR-SUB-8847-KE' })).toMatchObject({
			signals: ['CUSTOMER_IDENTIFIED_SUCCESS'],
			metadata: { service_plan_data: { serviceStates: [], quotaUsed: 0, quotaLimit: 0 } },
		});
	});

	test.each([
		{ code: 'QR-SUB-8847-KE', found: true },
		{ code: 'SUB-8847-KE', found: true },
		{ code: 'QR-NOBODY', found: false },
	])('the code $code finds a customer: $found', async ({ code, found }) => {
		const world = await open();
		expect(await world.device('identify_customer', { qr_code_data: code })).toMatchObject({
			success: found,
			signals: [found ? 'CUSTOMER_IDENTIFIED_SUCCESS' : 'CUSTOMER_NOT_FOUND'],
		});
	});

	test('questions store nothing, are answered anew, and refuse a plan that does not exist', async () => {
		const world = await open();
		const reads = [
			['identify_equipment', { equipment_id: sampleBatteries.old.id }],
			['validate_customer', {}],
			['validate_payment', {}],
			['validate_quota', {}],
			['validate_topup', {}],
			['validate_equipment_condition', { equipment_id: sampleBatteries.old.id }],
		] as const;
		for (const [operation, data] of reads) {
			const asked = { correlationId: 'c', caller: callerOf(testAttendant) };
			expect(await world.device(operation, data, asked)).toMatchObject({ success: true });
			expect(await world.device(operation, data, asked)).toMatchObject({ success: true });
			expect(await world.device(operation, data, { planId: 'SUB-NONE' })).toMatchObject({
				success: false,
				metadata: { reason: 'PLAN_UNKNOWN' },
			});
		}
		expect(await count(world, 'idempotency')).toBe(0);
		expect(await count(world, 'plan_events')).toBe(1);
	});
});
