import { describe, expect, test } from 'vitest';
import { newPlan, samplePlan, spentPlan } from '#lib/plan/sample_plan.ts';
import { given } from '#lib/session/given.ts';
import { swapDocument } from './document.ts';
import { swap } from './kind.ts';
import * as spec from './spec_documents.ts';
import { complete } from './steps/complete.ts';
import { push, pushUpdate } from './steps/push.ts';
import {
	begun,
	bothBatteries,
	butNow,
	firstIssued,
	identified,
	issued,
	receipt,
	requested,
	takenBack,
	waived,
	type SwapScene,
} from './swap_scenes.ts';

const documentOf = (scene: SwapScene) => swapDocument(given(swap, scene).session);
const service = { ...bothBatteries };

function completed(scene: SwapScene, amountMinor: number | null): SwapScene {
	const payment = amountMinor === null ? null : receipt(amountMinor);
	return given(swap, scene).taken(complete, { correlationId: 'corr-1', payment, service });
}

/** The fields of the spec's document that one of ours leaves out; below a null there are none to print. */
function missing(expected: unknown, printed: unknown, at = ''): string[] {
	if (printed === undefined) return [at];
	if (expected === null || typeof expected !== 'object' || printed === null) return [];
	if (Array.isArray(expected)) return (printed as unknown[]).flatMap((item) => missing(expected[0], item, `${at}[]`));
	return Object.entries(expected).flatMap(([key, value]) =>
		missing(value, (printed as Record<string, unknown>)[key], `${at}/${key}`),
	);
}

describe('the document of seeds/000 §2', () => {
	test('is printed whole at the review', () => {
		const { ble_state, ...server } = spec.completeDocument;
		const document = documentOf(issued());
		expect(document).toEqual({
			...server,
			session_id: 'att-sess-1',
			// One event a version: created, identified, returned, issued.
			version: 4,
			updated_at: '2025-12-09T14:08:00.000Z',
			// Refreshed by each step.
			expires_at: '2025-12-10T14:08:00.000Z',
			// What the radio sees is the client's to write.
			ble_state: { ...ble_state, handlers_ready: false, detected_devices: [] },
		});
	});

	test('has every field at every step, null where unset', () => {
		const { step_statuses: _, ...flow_state } = spec.completeDocument.flow_state;
		const expected = { ...spec.completeDocument, flow_state };
		const scenes = [begun(), identified(), takenBack(), issued(), waived(), requested(), firstIssued()];
		for (const scene of [...scenes, completed(waived(), null)])
			expect(missing(expected, documentOf(scene))).toEqual([]);
	});

	test.each([
		['step 1, customer identified', identified(), spec.afterCustomerIdentified],
		['step 2, old battery scanned', takenBack(), spec.afterOldBatteryScanned],
		['step 3, new battery scanned', issued(), spec.afterNewBatteryScanned],
	])('after %s', (_, scene, expected) => expect(documentOf(scene)).toMatchObject(expected));

	test('after step 4, quota used', () => {
		const confirmed = {
			...spec.afterQuotaUsed.payment_state,
			payment_receipt: `QUOTA_${Date.UTC(2025, 11, 9, 14, 10)}`,
		};
		expect(documentOf(completed(waived(), null))).toMatchObject({ ...spec.afterQuotaUsed, payment_state: confirmed });
	});

	test('after step 4, quota used, in one request with the hand-over', () => {
		const confirmed = {
			...spec.afterQuotaUsed.payment_state,
			payment_receipt: `QUOTA_${Date.UTC(2025, 11, 9, 14, 10)}`,
		};
		expect(documentOf(completed(issued(), null))).toMatchObject({ ...spec.afterQuotaUsed, payment_state: confirmed });
	});

	test('after step 4, payment required', () => {
		const orderId = Date.UTC(2025, 11, 9, 14, 10);
		const asked = { ...spec.afterPaymentRequired.payment_state, payment_request_order_id: orderId };
		expect(documentOf(requested())).toMatchObject({ ...spec.afterPaymentRequired, payment_state: asked });
	});

	test('after step 5, payment confirmed', () => {
		expect(documentOf(completed(requested(), 28_800))).toMatchObject(spec.afterPaymentConfirmed);
	});
});

test('a part payment shows what was paid and what is left', () => {
	const scene = given(swap, requested()).taken(complete, {
		correlationId: 'c',
		payment: receipt(10_000),
		service: null,
	});
	expect(documentOf(scene)).toMatchObject({
		flow_state: { current_step: 5, steps_completed: [1, 2, 3, 4] },
		payment_state: {
			payment_confirmed: false,
			payment_receipt: null,
			actual_amount_paid: 100,
			payment_amount_remaining: 188,
			expected_payment_amount: 288,
		},
	});
});

test('a request to the phone is told with what the provider answered, once it was sent', () => {
	const pushed = given(swap, requested()).taken(push, {});
	expect(documentOf(pushed)).toMatchObject({
		payment_state: {
			payment_initiated: true,
			payment_initiation_data: { amount_required: 288 },
			payment_input_mode: 'manual',
		},
		metadata: { last_action: 'PUSH_REQUESTED' },
	});
	const progress = { status: 'sent', checkoutId: 'ws_CO_1', message: 'Type your PIN' };
	const sent = given(swap, pushed).taken(pushUpdate, { intentId: 'request-1/push', progress });
	const response = {
		transaction_id: 'request-1/push',
		checkout_request_id: 'ws_CO_1',
		merchant_request_id: null,
		instructions: 'Type your PIN',
	};
	expect(documentOf(sent)).toMatchObject({ payment_state: { payment_initiation_data: response } });
});

test('a first battery skips step 2 and counts whole', () => {
	expect(documentOf(firstIssued())).toMatchObject({
		customer_type: 'first-time',
		flow_state: { steps_completed: [1, 3], step_statuses: { '2': { status: 'skipped' } } },
		old_battery: null,
		swap_data: { energy_diff: 2.85, quota_deduction: 2.85, cost: 0 },
		customer_data: { current_battery_id: null },
	});
});

test('a refused service is told as a flow error, and the payment stands', () => {
	const without = { ...spentPlan, status: 'SUSPENDED' };
	const scene = butNow(requested(), { facts: { ...requested().facts, plan: without } });
	const refused = given(swap, scene).taken(complete, { correlationId: 'corr-1', payment: receipt(28_800), service });
	expect(documentOf(refused)).toMatchObject({
		flow_state: { current_step: 6, steps_completed: [1, 2, 3, 4, 5] },
		payment_state: { payment_confirmed: true, actual_amount_paid: 288 },
		flow_error: {
			step: 6,
			error_code: 'CUSTOMER_INACTIVE',
			timestamp: '2025-12-09T14:15:00.000Z',
			recoverable: false,
			recovery_action: 'REFER_TO_SALES',
		},
		service_completion: { payment_and_service_status: 'error', mqtt_correlation_id: 'corr-1' },
		completion_data: { transaction_id: null },
	});
});

test('an infinite quota and a plan that counts no swaps are printed as such', () => {
	const plan = {
		...samplePlan,
		services: samplePlan.services
			.filter(({ kind }) => kind !== 'swap_count')
			.map((line) => (line.kind === 'energy' ? { ...line, quotaMilli: 100_000_001 } : line)),
	};
	expect(documentOf(identified(plan))).toMatchObject({
		customer_data: { has_infinite_energy_quota: true, swaps_remaining: null, swaps_total: null, swap_count: 0 },
	});
	expect(documentOf(identified(newPlan))).toMatchObject({ customer_type: 'first-time' });
});
