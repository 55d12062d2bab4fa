import { expect, test } from 'vitest';
import { listPaymentActions, listServiceActions } from '#lib/server/store/list_actions.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { ask, dataOf, isReplyOf } from './ask.ts';
import { changesOf, readFigures } from './effects.ts';
import { delivered, given } from './given.ts';
import { printedText } from './read_printed.ts';
import { ridingPlan, signedPlan, weeklyPlan } from './spec_plans.ts';
import { useWorld } from './world.ts';

const plan = weeklyPlan.planId;
const world = useWorld();

/** What each printed step is answered with, first to last. */
function told(from: number): string[] {
	return world()
		.ear.heard.slice(from)
		.map((message) => `${message.topic.split('/').at(-1)}: ${dataOf(message).signals.join()}`);
}

/** The signals that the first-time script provokes. */
const firstTimeAnswers = [
	'identify_customer: CUSTOMER_IDENTIFIED_SUCCESS',
	'validate_customer_response: CUSTOMER_STATUS_VALIDATION_REQUESTED',
	// Before the deposit, a customer is not active: the payment follows.
	'validate_customer_status: CUSTOMER_STATUS_INACTIVE',
	'collect_payment_response: PAYMENT_COLLECTED',
	'equipment_checkout_response: EQUIPMENT_CHECKED_OUT',
	'activity: ACTIVITY_RECORDED',
	'billing_processed: BILLING_PROCESSED',
];

test('the first-time script as printed, after Phase 0, makes a customer a rider', async () => {
	const { ear, shell, store, odoo } = world();
	await given(world(), { plan: signedPlan, holders: { BAT_NEW_001: 'STATION_001' } });
	await store.writer.commit([{ sql: `UPDATE plans SET qr_code = 'QR_CUSTOMER_001'`, args: [] }]);
	const signed = await readFigures(world());

	const setUp = await ask(world(), 'pre_service_setup', { correlationId: 'flow-001-phase-0' });
	expect(setUp).toMatchObject({
		success: true,
		signals: ['PRE_SERVICE_SETUP_COMPLETED'],
		metadata: { subscription_synced: true, service_states_initialised: true, status: 'ACTIVE', amount_due: 500 },
	});
	expect(odoo.records('sale.order')).toEqual([expect.objectContaining({ client_order_ref: plan, state: 'sale' })]);
	const ready = await readFigures(world());
	expect(changesOf(signed, ready)).toMatchObject({
		due: [null, 500],
		'quota svc-battery-fleet-kenya-premium': [null, 100_000_000],
		'used svc-battery-fleet-kenya-premium': [null, 0],
	});

	const from = ear.heard.length;
	expect(await shell.run(printedText('first_time_flow.sh'))).toContain('✅ Attendant workflow completed!');
	await ear.next(isReplyOf('usage_report'), from);
	expect(told(from).sort()).toEqual([...firstTimeAnswers].sort());
	await delivered(store);
	const receipt = `${plan.toUpperCase()}:FLOW-001-PAYMENT`;
	expect(changesOf(ready, await readFigures(world()))).toEqual({
		'service state': ['INITIAL', 'BATTERY_ISSUED'],
		'payment state': ['INITIAL', 'CURRENT'],
		due: [500, null],
		'used svc-battery-fleet-kenya-premium': [0, 1],
		'used svc-swap-network-kenya': [0, 1],
		'used svc-electricity-energy-tracking-togo': [0, 45.5],
		'holder BAT_NEW_001': ['STATION_001', plan],
		[`payment MOBILE_MONEY ${receipt}`]: [null, 'DEPOSIT 500 KES'],
		'money captured': [null, 500],
		'money service': [null, 500],
		'activity battery_swap_completed at STATION_001 by attendant-001': [null, '{"activity_data":null}'],
		'usage battery_swap_completed': [null, 'processed'],
		'for the ERP: payment': [null, 1],
		'for the ERP: usage': [null, 1],
	});
	expect(await brokenInvariants(store)).toEqual([]);
	expect(odoo.records('account.payment')).toEqual([
		expect.objectContaining({ amount: 500, payment_reference: receipt }),
	]);
});

test('a returning customer checks in, checks out, tops up, and each record is there', async () => {
	const { ear, shell, store } = world();
	await given(world(), {
		plan: ridingPlan,
		holders: { BAT_RETURN_ATT_001: 'rider', BAT_NEW_ATT_002: 'STATION_001', BAT_NEW_ATT_001: 'STATION_001' },
	});
	await ask(world(), 'pre_service_setup', { correlationId: 'returning-phase-0' });
	await delivered(store);
	const before = await readFigures(world());
	const from = ear.heard.length;
	const steps = [
		['call/uxi/attendant', 'equipment_checkin', 'equipment_checkin'],
		['call/uxi/attendant', 'equipment_checkout', 'equipment_checkout_energy'],
		['call/uxi/attendant', 'payment_request', 'payment_request'],
		['call/uxi/attendant', 'collect_payment', 'collect_payment'],
		['emit/uxi/attendant', 'activity_report', 'activity_report'],
		['emit/uxi/attendant', 'workflow_update', 'workflow_update'],
		['emit/uxi/billing', 'usage_report', 'usage_report'],
	] as const;
	for (const [root, operation, file] of steps) {
		await shell.publish(`${root}/plan/${plan}/${operation}`, printedText(`${file}.json`));
		await ear.next(isReplyOf(operation), from);
	}
	expect(told(from)).toEqual([
		'equipment_checkin_response: EQUIPMENT_CHECKED_IN',
		'equipment_checkout_response: EQUIPMENT_CHECKED_OUT',
		'payment_request_response: PAYMENT_REQUEST_CREATED',
		'collect_payment_response: PAYMENT_COLLECTED',
		'activity: ACTIVITY_RECORDED',
		'workflow: WORKFLOW_STATE_RECORDED',
		'billing_processed: BILLING_PROCESSED',
	]);
	await delivered(store);
	const receipt = `MOBILE_MONEY ${plan.toUpperCase()}:ATT-PAYMENT-COLLECT-001`;
	expect(changesOf(before, await readFigures(world()))).toEqual({
		'used svc-battery-fleet-kenya-premium': [2, 3],
		'used svc-swap-network-kenya': [0, 1],
		'used svc-electricity-energy-tracking-togo': [0, 45.5],
		// The top-up goes to the first service that has a price.
		'quota service-battery-swap-nairobi': [5, 7],
		'holder BAT_RETURN_ATT_001': [plan, 'STATION_001'],
		'holder BAT_NEW_ATT_002': ['STATION_001', plan],
		'payment request of 100': [null, 'settled'],
		[`payment ${receipt}`]: [null, 'TOP_UP 100 KES'],
		'money captured': [null, 100],
		'money quota': [null, 100],
		'activity battery_swap_completed at STATION_001 by attendant-001': [null, expect.any(String)],
		'workflow A3 at STATION_001 by attendant-001': [null, expect.any(String)],
		'usage battery_swap_completed': [null, 'processed'],
		'for the ERP: payment': [null, 1],
		'for the ERP: usage': [null, 1],
	});
	expect(await brokenInvariants(store)).toEqual([]);

	const { metadata } = dataOf(await ear.next(isReplyOf('collect_payment'), from));
	expect(await listPaymentActions(store.db, plan, weeklyPlan.paymentAccountId)).toEqual([
		{
			paymentActionId: metadata['payment_action_id'],
			paymentAccountId: weeklyPlan.paymentAccountId,
			paymentType: 'TOP_UP',
			paymentAmount: 100,
			createdAt: expect.any(String),
			updatedAt: expect.any(String),
		},
	]);
	const [latest] = await listServiceActions(store.db, plan, weeklyPlan.serviceAccountId);
	expect(latest).toEqual({
		serviceActionId: expect.stringMatching(/^service_action_\d{13}_/),
		serviceAccountId: weeklyPlan.serviceAccountId,
		serviceType: 'BATTERY_SWAP',
		serviceAmount: 1,
		createdAt: expect.any(String),
		updatedAt: expect.any(String),
	});
});
