import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { given } from '#lib/session/given.ts';
import { saleDocument } from './document.ts';
import { saleDocumentSchema } from './document_schema.ts';
import { sale } from './kind.ts';
import {
	begun,
	bound,
	done,
	minute,
	ordered,
	packaged,
	paid,
	paying,
	planId,
	planned,
	receipt,
	registered,
	type SaleScene,
} from './sale_scenes.ts';
import { completeSaleDocument as spec } from './spec_document.ts';
import { complete } from './steps/complete.ts';
import { push, pushUpdate } from './steps/push.ts';
import { registerOrder } from './steps/register_order.ts';

const documentOf = (scene: SaleScene) => saleDocument(given(sale, scene).session);
const scenes = { begun, registered, packaged, planned, ordered, paid, bound, done };

const erp = { partnerId: '67890', orderId: '7001', orderName: 'SO/2025/0001', subscriptionId: '5001' };

/** The sale of the spec at its fifth step: the phone has been asked, and the ERP has answered. */
function asked(): SaleScene {
	const told = given(sale, ordered()).taken(registerOrder, erp);
	const requested = given(sale, told).taken(push, {});
	const sent = {
		status: 'sent',
		checkoutId: 'ws_CO_123456789',
		merchantId: 'mrq-987654',
		message: 'Check your phone for M-Pesa prompt',
	};
	return given(sale, requested).taken(pushUpdate, { intentId: 'request-1/push', progress: sent });
}

test('is the document of seeds/000 §1 at the payment, but for ids, times and versions', () => {
	const document = documentOf(asked());
	const at = (minutes: number) => new Date(minute(minutes)).toISOString();
	expect(document).toEqual({
		...spec,
		session_id: 'sales-sess-1',
		// One event a version.
		version: 8,
		created_at: at(0),
		updated_at: at(10),
		expires_at: '2025-12-10T14:10:00.000Z',
		device_info: document['device_info'],
		actor: {
			...spec.actor,
			type: 'attendant',
			id: 'attendant-789',
			name: 'Alice Johnson',
			station: 'STATION_002',
			company_id: null,
		},
		flow_state: {
			...spec.flow_state,
			step_statuses: {
				...spec.flow_state.step_statuses,
				'1': { status: 'completed', completed_at: at(2) },
				'2': { status: 'completed', completed_at: at(4) },
				'3': { status: 'completed', completed_at: at(6) },
				'4': { status: 'completed', completed_at: at(8) },
				'5': { status: 'in_progress', started_at: at(8) },
			},
		},
		registration_result: {
			customer_id: 'customer-sales-sess-1',
			partner_id: '67890',
			customer_session_token: 'ref-sales-sess-1',
			registered_at: at(2),
		},
		package_selection: { ...spec.package_selection, selected_at: at(4) },
		plan_selection: { ...spec.plan_selection, selected_at: at(6) },
		subscription_data: { ...spec.subscription_data, id: '5001', subscription_code: planId, created_at: at(8) },
		order_data: { ...spec.order_data, order_id: '7001', created_at: at(8) },
		payment_state: {
			...spec.payment_state,
			stk_push_response: { ...spec.payment_state.stk_push_response, transaction_id: 'request-1/push' },
			payment_request: { ...spec.payment_state.payment_request, order_id: '7001' },
		},
		metadata: { ...spec.metadata, last_action_at: at(10), session_duration_seconds: 600 },
	});
});

describe('at every step', () => {
	test.each(Object.entries(scenes))('every field is there: %s', (_, scene) => {
		expect(v.safeParse(saleDocumentSchema, documentOf(scene())).issues).toBeUndefined();
	});

	const after = (current_step: number) => ({
		flow_state: {
			current_step,
			max_step_reached: current_step,
			total_steps: 7,
			steps_completed: Array.from({ length: current_step - 1 }, (_, i) => i + 1),
		},
	});
	test.each([
		['step 1', registered, 2, { customer_data: { form_data: spec.customer_data.form_data, form_validated: true } }],
		['step 2', packaged, 3, { package_selection: { selected_package_id: 'pkg-101' } }],
		['step 3', planned, 4, { plan_selection: { selected_plan_id: 'plan-301' }, order_data: null }],
		[
			'step 4',
			ordered,
			5,
			{
				subscription_data: { subscription_code: planId, status: 'draft' },
				order_data: { total_amount: 15500 },
				payment_state: { payment_initiated: true, payment_request: { amount_required: 15500 } },
			},
		],
		[
			'step 5',
			paid,
			6,
			{
				payment_state: {
					payment_confirmed: true,
					amount_paid: 15500,
					amount_remaining: 0,
					payment_reference: 'MPESA_REF_123456',
					confirmed_subscription_code: planId,
				},
			},
		],
		[
			'step 6',
			done,
			7,
			{
				battery_assignment: {
					scanned_battery_pending: null,
					assigned_battery: {
						id: 'B0723025100049',
						short_id: '100049',
						charge_level: 85,
						energy: 2545,
						mac_address: 'AA:BB:CC:DD:EE:FF',
					},
				},
				service_completion: { service_completed_at: new Date(minute(18)).toISOString() },
				completion_data: {
					registration_id: `#REG-${planId.slice(4)}`,
					completed_at: new Date(minute(18)).toISOString(),
				},
			},
		],
	])('after %s', (...[, scene, step, expected]) => {
		expect(documentOf(scene())).toMatchObject({ ...after(step), ...expected });
	});
});

test('a part payment is incomplete, and tells the rest', () => {
	const part = given(sale, ordered()).taken(complete, paying(receipt(1_000_000)));
	expect(documentOf(part)).toMatchObject({
		payment_state: { payment_confirmed: false, payment_incomplete: true, amount_paid: 10_000, amount_remaining: 5500 },
	});
});

test('a battery that was read waits to be handed over', () => {
	expect(documentOf(bound())).toMatchObject({
		battery_assignment: { scanned_battery_pending: { id: 'B0723025100049' }, assigned_battery: null },
	});
});
