import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { newPlan, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { given, testAttendant } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import { begun, butNow, identified, minute, scanned } from '../swap_scenes.ts';
import { identify } from './identify.ts';

describe('the customer is named', () => {
	test('and their plan stands in the event as it stands now', () => {
		const identification = {
			inputMode: 'scan',
			qrCodeRaw: 'SUB-8847-KE',
			manualSubscriptionId: null,
			planId: 'SUB-8847-KE',
			correlationId: scanned.correlationId,
		};
		expect(given(swap, begun()).when(identify, scanned)).toMatchObject({
			ok: true,
			value: {
				events: [
					{
						type: 'customer_identified',
						at: minute(2),
						identification,
						customer: { id: 'customer-12345', currentBatteryId: 'B0723025100042', paymentState: 'CURRENT' },
					},
				],
			},
		});
	});

	test('by hand, and what was typed is kept', () => {
		expect(given(swap, begun()).when(identify, { ...scanned, inputMode: 'manual' })).toMatchObject({
			value: { events: [{ identification: { qrCodeRaw: null, manualSubscriptionId: 'SUB-8847-KE' } }] },
		});
	});

	test('and without a battery they are a new customer', () => {
		expect(given(swap, begun(newPlan)).when(identify, scanned)).toMatchObject({
			value: { events: [{ type: 'new_customer_identified', customer: { currentBatteryId: null } }] },
		});
	});

	test('with a renewal that is due they are served', () => {
		const due = { ...samplePlan, paymentState: 'RENEWAL_DUE' } as const;
		expect(given(swap, begun(due)).when(identify, scanned)).toMatchObject({ ok: true });
	});

	test('services that are sold beside the plan are not printed', () => {
		const plan = withService(samplePlan, 'swap_count', { bundled: false });
		expect(given(swap, begun(plan)).when(identify, scanned)).toMatchObject({
			value: { events: [{ customer: { services: [{ kind: 'energy' }, { kind: 'fleet' }] } }] },
		});
	});
});

describe('refuses', () => {
	test('a code that names no plan', () => {
		expect(given(swap, begun(null)).when(identify, { ...scanned, planId: null })).toEqual(refuse('CUSTOMER_NOT_FOUND'));
	});

	test.each([
		[{ status: 'SUSPENDED' }, refuse('CUSTOMER_INACTIVE', { reason: 'SUSPENDED' })],
		[{ initialised: false }, refuse('CUSTOMER_INACTIVE', { reason: 'NOT_INITIALISED' })],
		[{ serviceState: 'BATTERY_LOST' }, refuse('CUSTOMER_INACTIVE', { reason: 'BATTERY_LOST' })],
		[{ serviceState: 'COMPLETE' }, refuse('CUSTOMER_INACTIVE', { reason: 'COMPLETE' })],
		[{ serviceState: 'INITIAL' }, refuse('CUSTOMER_INACTIVE', { reason: 'INITIAL' })],
		[{ paymentState: 'OVERDUE' }, refuse('PAYMENT_OVERDUE', { plan: 'SUB-8847-KE' })],
		[{ paymentState: 'DEPOSIT_DUE' }, refuse('PAYMENT_DUE', { state: 'DEPOSIT_DUE' })],
		[{ paymentState: 'FINAL_DUE' }, refuse('PAYMENT_DUE', { state: 'FINAL_DUE' })],
	] as const)('a plan that may not be served: %o', (change, refusal) => {
		expect(given(swap, begun({ ...samplePlan, ...change })).when(identify, scanned)).toEqual(refusal);
	});

	test('somebody who is in no shift', () => {
		const scene = butNow(begun(), { actor: { ...testAttendant, stationId: null } });
		expect(given(swap, scene).when(identify, scanned)).toEqual(refuse('NO_OPEN_SHIFT'));
	});

	test('a second customer', () => {
		expect(given(swap, identified()).when(identify, scanned)).toEqual(
			refuse('STEP_NOT_OPEN', { step: 'identify', state: 'take_back' }),
		);
	});

	test('a code that is no text', () => {
		expect(given(swap, begun()).when(identify, { ...scanned, code: '\u0000' })).toMatchObject({
			code: 'INPUT_INVALID',
			params: { path: 'code' },
		});
	});
});
