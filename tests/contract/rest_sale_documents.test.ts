import { describe, expect, test } from 'vitest';
import { firstReading } from '#lib/kinds/sale/sale_scenes.ts';
import { completeSaleDocument as spec } from '#lib/kinds/sale/spec_document.ts';
import type { SaleData } from '#lib/kinds/sale/state.ts';
import { salesperson as seller } from '#lib/kinds/sale/sale_scenes.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { callbackOf, checkout, createFakeMoney, moneyWorldOn } from './mobile_money_world.ts';
import { createFakeErp } from './operations_world.ts';
import { openRestSaleWorld, saleId, salePath, saleToBegin } from './rest_sale_world.ts';
import { importer, person } from './rest_world.ts';
import { rider } from './sale_world.ts';

/** The document of a sale as it is read over the REST surface, step by step, and that of another backend's sale. Spec: seeds/000 §1. */

const instant = expect.any(String) as string;
const id = expect.toSatisfy((value: unknown) => ['string', 'number'].includes(typeof value)) as string;

/** The flow of the specification at a step. */
const flowAt = (current_step: number) => ({
	current_step,
	max_step_reached: current_step,
	total_steps: 7,
	steps_completed: Array.from({ length: current_step - 1 }, (_, i) => i + 1),
});

const minuteMs = 60_000;

describe.each(databases)('on a %s', (kind) => {
	test('after each of the seven steps the document is the specification’s', async () => {
		const erp = createFakeErp();
		const world = await openRestSaleWorld(kind, { erp });
		const { sale, read } = world;
		const money = moneyWorldOn<SaleData>(world, { money: createFakeMoney(), sessionId: saleId, actor: seller });
		await world.beginSale();
		expect(await read()).toMatchObject({
			flow_state: { ...flowAt(1), step_statuses: { '1': { status: 'in_progress' }, '7': { status: 'pending' } } },
			registration_result: null,
			order_data: null,
			payment_state: { payment_initiated: false, amount_expected: 0 },
		});

		await sale.step('register_customer', rider);
		const form_data = { ...spec.customer_data.form_data, phone: rider.phone };
		expect(await read()).toMatchObject({
			flow_state: flowAt(2),
			customer_data: { form_data, form_validated: true, form_errors: {} },
			registration_result: { customer_id: `customer-${saleId}`, customer_session_token: `ref-${saleId}` },
		});

		await sale.step('choose_package', { packageId: 'pkg-101' });
		expect(await read()).toMatchObject({
			flow_state: flowAt(3),
			package_selection: { ...spec.package_selection, selected_at: instant },
		});

		await sale.step('choose_plan', { productId: 'plan-301' });
		expect(await read()).toMatchObject({
			flow_state: flowAt(4),
			plan_selection: { ...spec.plan_selection, selected_at: instant },
			subscription_data: null,
		});

		await sale.step('place_order');
		await sale.deliver();
		await money.pushAndSend();
		const document = await read();
		expect(document).toEqual({
			...spec,
			version: 8,
			created_at: instant,
			updated_at: instant,
			expires_at: instant,
			actor: { ...spec.actor, station: 'STATION_002', company_id: null },
			flow_state: { ...spec.flow_state, step_statuses: document.flow_state.step_statuses },
			customer_data: { ...spec.customer_data, form_data },
			registration_result: {
				customer_id: id,
				partner_id: '67890',
				customer_session_token: `ref-${saleId}`,
				registered_at: instant,
			},
			package_selection: { ...spec.package_selection, selected_at: instant },
			plan_selection: { ...spec.plan_selection, selected_at: instant },
			subscription_data: { ...spec.subscription_data, id: '5001', subscription_code: sale.planId, created_at: instant },
			order_data: { ...spec.order_data, order_id: '7001', created_at: instant },
			payment_state: {
				...spec.payment_state,
				stk_push_response: {
					transaction_id: id,
					checkout_request_id: checkout,
					merchant_request_id: 'merchant-1',
					instructions: 'Request accepted',
				},
				payment_request: { ...spec.payment_state.payment_request, order_id: '7001' },
			},
			metadata: { ...spec.metadata, last_action_at: instant, session_duration_seconds: 0 },
		});
		const statusesOf = (statuses: object) => Object.values(statuses).map(({ status }: { status: string }) => status);
		expect(statusesOf(document.flow_state.step_statuses)).toEqual(statusesOf(spec.flow_state.step_statuses));

		money.money.results.set(checkout, '0');
		await money.callBack(callbackOf(checkout, '0', { receipt: 'QGH7XK2M9P', amount: 15_500 }));
		await money.check();
		const settled = {
			...{ payment_confirmed: true, amount_paid: 15_500, amount_remaining: 0, payment_reference: 'QGH7XK2M9P' },
			confirmed_subscription_code: sale.planId,
		};
		expect(await read()).toMatchObject({ flow_state: flowAt(6), payment_state: settled });

		await sale.step('bind_battery', { reading: firstReading });
		const battery = {
			...{ id: 'B0723025100049', short_id: '100049', charge_level: 85, energy: 2545 },
			mac_address: 'AA:BB:CC:DD:EE:FF',
		};
		expect(await read()).toMatchObject({
			flow_state: flowAt(6),
			battery_assignment: { scanned_battery_pending: battery, assigned_battery: null },
		});

		world.pass(minuteMs);
		await sale.handOver('corr-out');
		const at = new Date(world.now()).toISOString();
		expect(await read()).toMatchObject({
			flow_state: flowAt(7),
			battery_assignment: { scanned_battery_pending: null, assigned_battery: battery },
			service_completion: { mqtt_correlation_id: 'corr-out', service_completed_at: at },
			completion_data: { registration_id: `#REG-${sale.planId.slice(4)}`, completed_at: at },
			metadata: { last_action: 'BATTERY_ASSIGNED', session_duration_seconds: 60 },
		});
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('a sale of another backend is kept as its document, whole and patched, without a token that opens anything', async () => {
		const world = await openRestSaleWorld(kind);
		const mirror = (document: object) => world.call('POST', '/api/sessions', { as: importer, body: document });
		for (const _ of [1, 2])
			expect((await mirror(spec)).body).toEqual({ success: true, session_id: saleId, version: 3 });
		const manager = person('manager', { shift: null });
		const { session } = (await world.call('GET', salePath, { as: manager })).body;
		const { customer_session_token: token, ...registered } = spec.registration_result;
		expect(session).toMatchObject({ ...spec, registration_result: registered });
		expect(JSON.stringify(session)).not.toContain(token);
		expect(JSON.stringify(await rowsOf(world.store, 'SELECT * FROM mirrored_sessions'))).not.toContain(token);
		expect((await world.call('GET', '/api/sessions', { as: manager })).body.sessions).toMatchObject([
			{ session_type: 'SALES_REGISTRATION', current_step: 5, customer_name: 'Jane Smith' },
		]);

		const body = { flow_state: { current_step: 6 }, payment_state: { payment_confirmed: true, amount_paid: 15_500 } };
		const patched = await world.call('PATCH', salePath, { as: importer, body });
		expect(patched.body).toEqual({ success: true, session_id: saleId, version: 4 });
		const { events } = (await world.call('GET', `${salePath}/events`, { as: manager })).body;
		expect(events.slice(0, 2)).toMatchObject([
			{ event_type: 'SESSION_CREATED', timestamp: spec.created_at },
			{ event_type: 'STEP_COMPLETED', data: { step: 1, step_name: 'Customer Info' } },
		]);
		const atIt = person('salesperson', { shift: { id: 's', stationId: 'STATION_001', startedAt: 0 } });
		expect(await world.call('PATCH', salePath, { as: atIt, body: {} })).toMatchObject({
			status: 409,
			body: { error: { code: 'SESSION_MIRRORED' } },
		});
		for (const table of ['sessions', 'payments', 'outbox', 'money_entries'])
			expect(await rowsOf(world.store, `SELECT * FROM ${table}`)).toEqual([]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});
});

test('the document of a sale that a device sends back as it was read changes nothing', async () => {
	const world = await openRestSaleWorld('libSQL file');
	await world.beginSale();
	await world.sale.order();
	const document = await world.read();
	const claimed = { ...document, payment_state: { ...document.payment_state, payment_confirmed: true } };
	expect(await world.call('POST', '/api/sessions', { body: claimed })).toMatchObject({
		status: 403,
		body: { error: { path: 'payment_state.payment_confirmed' } },
	});
	const again = await world.call('POST', '/api/sessions', { body: document });
	expect(again.body).toEqual({ success: true, session_id: saleId, version: 5 });
	expect(await world.read()).toEqual(document);
});

test('the specification’s own document is no salesperson’s to claim', async () => {
	const world = await openRestSaleWorld('libSQL file');
	expect(await world.call('POST', '/api/sessions', { body: { ...spec, version: 1 } })).toMatchObject({
		status: 403,
		body: { error: { code: 'FIELD_SERVER_OWNED', path: 'actor.station' } },
	});
	const claims = { version: 1, order_data: spec.order_data };
	expect(await world.call('POST', '/api/sessions', { body: saleToBegin(saleId, claims) })).toMatchObject({
		status: 403,
		body: { error: { path: 'order_data.order_id' } },
	});
	expect(await rowsOf(world.store, 'SELECT * FROM sessions')).toEqual([]);
});
