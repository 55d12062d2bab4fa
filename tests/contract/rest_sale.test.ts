import { describe, expect, test } from 'vitest';
import { kinds } from '#lib/kinds/index.ts';
import { firstReading } from '#lib/kinds/sale/sale_scenes.ts';
import { startSession } from '#lib/session/fold.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { person } from './rest_world.ts';
import {
	openRestSaleWorld,
	saleId as id,
	salePath as path,
	salesperson,
	type RestSaleWorld,
} from './rest_sale_world.ts';
import { rider } from './sale_world.ts';

/** Sales over the REST surface: begun, drafted, listed, told and deleted as seeds/000 §3, §5 and §6 print it. */

const device = { device_id: 'device-uuid-12345', app_version: '1.2.3', platform: 'ios', locale: 'en' };

const typed = { first_name: 'Jane', last_name: 'Smith', phone: '0733 000 222' };

/** The whole document of a sale in which a form was filled in and no step taken, as a device that was offline has it. */
function wholeDocument() {
	const actor = { type: 'salesperson', id: salesperson.id, name: salesperson.name, station: 'STATION_002' };
	const begun = kinds.sale.document(startSession(kinds.sale, { id, at: Date.UTC(2025, 11, 9, 10), device, actor }));
	const { form_data: form } = begun['customer_data'] as { form_data: object };
	return {
		...begun,
		customer_data: { form_data: { ...form, ...typed }, form_validated: false, form_errors: { email: 'Missing' } },
		package_selection: { selected_package_id: 'pkg-101', package_details: null, selected_at: null },
	};
}

const patch = (world: RestSaleWorld, body: unknown, headers: Record<string, string> = {}) =>
	world.call('PATCH', path, { body, headers });
const told = async (world: RestSaleWorld) =>
	(await world.call('GET', `${path}/events`)).body.events.map(({ event_id, event_type }) => [event_id, event_type]);

describe.each(databases)('on a %s', (kind) => {
	test('a whole document begins the sale with its drafts; the same again is answered alike, and begins nothing', async () => {
		const world = await openRestSaleWorld(kind);
		const document = wholeDocument();
		const answers = await Promise.all([1, 2, 3].map(() => world.call('POST', '/api/sessions', { body: document })));
		for (const { status, body } of answers)
			expect([status, body]).toEqual([200, { success: true, session_id: id, version: 1 }]);
		expect(await rowsOf(world.store, 'SELECT kind FROM sessions')).toEqual([{ kind: 'sale' }]);
		const read = await world.read();
		expect(read).toMatchObject({
			...document,
			created_at: new Date(world.now()).toISOString(),
			updated_at: new Date(world.now()).toISOString(),
			expires_at: new Date(world.now() + 24 * 3_600_000).toISOString(),
			flow_state: { current_step: 1, total_steps: 7, steps_completed: [] },
			metadata: { last_action: 'SESSION_CREATED' },
		});
		expect(Object.keys(read).sort()).toEqual(Object.keys(document).sort());
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('drafts are merged and reset, until the step they belong to is taken', async () => {
		const world = await openRestSaleWorld(kind);
		await world.beginSale();
		const form = { first_name: 'Jane', email: 'jane@example.com' };
		const bluetooth = { ble_connection_state: { is_scanning: true, connection_progress: 40 } };
		expect((await patch(world, { customer_data: { form_data: form } })).body).toMatchObject({ version: 2 });
		const second = { package_selection: { selected_package_id: 'pkg-101' }, battery_assignment: bluetooth };
		expect((await patch(world, { ...second, version: 2 })).body).toMatchObject({ version: 3 });
		expect(await world.read()).toMatchObject({
			customer_data: { form_data: { ...form, last_name: '' }, form_validated: false },
			...second,
			flow_state: { current_step: 1 },
		});
		const reset = { customer_data: { form_data: { email: null } }, package_selection: { selected_package_id: null } };
		expect((await patch(world, reset)).body).toMatchObject({ version: 4 });
		expect(await world.read()).toMatchObject({
			customer_data: { form_data: { first_name: 'Jane', email: '' } },
			package_selection: { selected_package_id: null },
		});
		expect((await patch(world, { customer_data: { form_data: null } })).body).toMatchObject({ version: 5 });
		expect((await world.read()).customer_data.form_data).toMatchObject({ first_name: '', email: '' });
		expect(await patch(world, { customer_data: null })).toMatchObject({ status: 403 });

		await world.sale.step('register_customer', rider);
		expect(await world.read()).toMatchObject({
			customer_data: { form_data: { first_name: 'Jane', last_name: 'Smith', email: rider.email } },
			battery_assignment: bluetooth,
		});
		const late = await patch(world, { customer_data: { form_data: { first_name: 'June' } } });
		expect(late).toMatchObject({ status: 403, body: { error: { path: 'customer_data.form_data.first_name' } } });
		await world.sale.step('reopen_customer');
		expect((await patch(world, { customer_data: { form_data: { first_name: 'June' } } })).body).toMatchObject({
			success: true,
		});
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('a stale version is refused, and an Idempotency-Key is one effect', async () => {
		const world = await openRestSaleWorld(kind);
		await world.beginSale();
		const draft = { plan_selection: { selected_plan_id: 'plan-301' } };
		const key = { 'idempotency-key': 'retry-1' };
		const answers = await Promise.all([1, 2, 3].map(() => patch(world, draft, key)));
		for (const { body } of answers) expect(body).toEqual({ success: true, session_id: id, version: 2 });
		expect(await patch(world, {}, key)).toMatchObject({
			status: 409,
			body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
		});
		const stale = { status: 409, body: { error: { code: 'SESSION_MOVED_ON', current_version: 2 } } };
		const other = { plan_selection: { selected_plan_id: 'plan-302' } };
		expect(await patch(world, { ...other, version: 1 })).toMatchObject(stale);
		expect(await patch(world, other, { 'if-match': '"1"' })).toMatchObject(stale);
		expect(await world.call('DELETE', path, { headers: { 'if-match': '"1"' } })).toMatchObject(stale);
		await world.sale.step('register_customer', rider);
		expect(await patch(world, other, { 'if-match': '"2"' })).toMatchObject({
			status: 409,
			body: { error: { current_version: 3, recovery_action: 'RELOAD_SESSION' } },
		});
		expect((await patch(world, other, { 'if-match': '"3"' })).body).toMatchObject({ version: 4 });
	});

	test('the list of a device names the rider once they are written down, and shows no deleted sale', async () => {
		const world = await openRestSaleWorld(kind);
		await world.beginSale();
		const list = async (query: string) => (await world.call('GET', `/api/sessions?${query}`)).body.sessions;
		const listed = (current_step: number, customer_name: string | null) => ({
			session_id: id,
			session_type: 'SALES_REGISTRATION',
			current_step,
			customer_name,
			updated_at: new Date(world.now()).toISOString(),
		});
		expect(await list('device_id=device-uuid-12345&status=active')).toEqual([listed(1, null)]);
		await world.sale.order();
		expect(await list('device_id=device-uuid-12345&status=active')).toEqual([listed(5, 'Jane Smith')]);
		expect(await list('device_id=device-uuid-67890')).toEqual([]);
		await world.sale.pay(5000);
		expect((await world.call('DELETE', path)).body).toEqual({ success: true, archived: true });
		expect((await world.call('DELETE', path)).body).toEqual({ success: true, archived: true });
		expect(await list('device_id=device-uuid-12345')).toEqual([]);
		const due = "SELECT SUM(amount_minor) AS sum FROM money_entries WHERE bucket = 'refund_due'";
		expect(await rowsOf(world.store, due)).toEqual([{ sum: 500_000 }]);
		expect((await told(world)).slice(-2).map(([, type]) => type)).toEqual(['SESSION_CANCELLED', 'SESSION_ARCHIVED']);
		expect(await patch(world, {})).toMatchObject({ status: 409, body: { error: { code: 'SESSION_ENDED' } } });
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('the audit trail tells a whole sale', async () => {
		const world = await openRestSaleWorld(kind);
		await world.beginSale();
		await world.sale.sell();
		await world.sale.handOver();
		expect(await told(world)).toEqual([
			['evt-001', 'SESSION_CREATED'],
			['evt-002', 'STEP_COMPLETED'],
			['evt-002b', 'CUSTOMER_REGISTERED'],
			['evt-003', 'STEP_COMPLETED'],
			['evt-003b', 'PACKAGE_SELECTED'],
			['evt-004', 'STEP_COMPLETED'],
			['evt-004b', 'PLAN_SELECTED'],
			['evt-005', 'STEP_COMPLETED'],
			['evt-005b', 'PAYMENT_INITIATED'],
			['evt-006', 'STEP_COMPLETED'],
			['evt-006b', 'PAYMENT_CONFIRMED'],
			['evt-007', 'BATTERY_SCANNED'],
			['evt-008', 'STEP_COMPLETED'],
			['evt-008b', 'BATTERY_ASSIGNED'],
		]);
		const { events } = (await world.call('GET', `${path}/events`)).body;
		expect(events[1]).toEqual({
			event_id: 'evt-002',
			event_type: 'STEP_COMPLETED',
			timestamp: new Date(world.now()).toISOString(),
			data: { step: 1, step_name: 'Customer Info' },
		});
		expect(events.find((event) => event.event_type === 'PAYMENT_INITIATED')?.data).toMatchObject({
			order_id: expect.any(Number),
			amount: 15_500,
		});
	});

	test('an expired sale is read, refused as the specification has it, archived, and its money is to be given back', async () => {
		const world = await openRestSaleWorld(kind);
		await world.beginSale();
		await world.sale.order();
		await world.sale.pay(5000);
		world.pass(24 * 3_600_000);
		expect(await patch(world, { payment_state: { manual_payment_id: 'QGH7XK2M9P' } })).toMatchObject({
			status: 410,
			body: { success: false, error: { code: 'SESSION_EXPIRED', recoverable: false } },
		});
		expect(await world.call('POST', '/api/sessions', { body: await world.read() })).toMatchObject({ status: 410 });
		expect((await world.call('DELETE', path)).body).toEqual({ success: true, archived: true });
		expect((await told(world)).slice(-2).map(([, type]) => type)).toEqual(['SESSION_EXPIRED', 'SESSION_ARCHIVED']);
		const due = "SELECT SUM(amount_minor) AS sum FROM money_entries WHERE bucket = 'refund_due'";
		expect(await rowsOf(world.store, due)).toEqual([{ sum: 500_000 }]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});
});

test.each([
	['registration_result.customer_id', { registration_result: { customer_id: 12345, partner_id: 67890 } }],
	['order_data.order_id', { order_data: { order_id: 7001 } }],
	['order_data.total_amount', { order_data: { total_amount: 1 } }],
	['subscription_data.status', { subscription_data: { status: 'active' } }],
	['payment_state.payment_confirmed', { payment_state: { payment_confirmed: true } }],
	['payment_state.amount_paid', { payment_state: { amount_paid: 15_500 } }],
	['payment_state.amount_expected', { payment_state: { amount_expected: 1 } }],
	['payment_state.stk_push_sent', { payment_state: { stk_push_sent: true } }],
	['payment_state.confirmed_subscription_code', { payment_state: { confirmed_subscription_code: 'SUB-1' } }],
	['package_selection.package_details.price', { package_selection: { package_details: { price: 1 } } }],
	['plan_selection.plan_details.price', { plan_selection: { plan_details: { price: 1 } } }],
	['battery_assignment.assigned_battery.id', { battery_assignment: { assigned_battery: { id: 'B1' } } }],
	['service_completion.service_completed_at', { service_completion: { service_completed_at: '2025-12-09T10:48:00Z' } }],
	['completion_data.registration_id', { completion_data: { registration_id: '#REG-1' } }],
	['customer_data.form_validated', { customer_data: { form_validated: true } }],
	['flow_state.current_step', { flow_state: { current_step: 5 } }],
	['actor.company_id', { actor: { company_id: 1 } }],
])('a patch of %s is refused by its name, and the rest of it too', async (field, claim) => {
	const world = await openRestSaleWorld('libSQL file');
	await world.beginSale();
	const answer = await patch(world, { plan_selection: { selected_plan_id: 'plan-301' }, ...claim });
	expect(answer).toMatchObject({ status: 403, body: { error: { code: 'FIELD_SERVER_OWNED', path: field } } });
	expect((await world.read()).version).toBe(1);
});

test('the choices of an order are the server’s once it was placed, and its payment once it was made', async () => {
	const world = await openRestSaleWorld('libSQL file');
	await world.beginSale();
	await world.sale.order();
	for (const claim of [
		{ package_selection: { selected_package_id: 'pkg-102' } },
		{ plan_selection: { selected_plan_id: 'plan-302' } },
		{ order_data: null },
	])
		expect(await patch(world, claim)).toMatchObject({ status: 403 });
	const typedId = { payment_state: { manual_payment_id: 'QGH7XK2M9P', payment_input_mode: 'scan' } };
	expect((await patch(world, typedId)).body).toMatchObject({ success: true });
	expect(await world.read()).toMatchObject(typedId);
	await world.sale.pay(15_500);
	expect(await world.read()).toMatchObject({ payment_state: { manual_payment_id: 'MPESA_REF_123456' } });
	expect(await patch(world, typedId)).toMatchObject({ status: 403 });
	await world.sale.step('bind_battery', { reading: firstReading });
	await world.sale.handOver();
	expect(await patch(world, { battery_assignment: { ble_connection_state: { error: 'x' } } })).toMatchObject({
		status: 409,
		body: { error: { code: 'SESSION_ENDED' } },
	});
});

test.each([
	['customer_data.form_data.phone', { customer_data: { form_data: { phone: 'x'.repeat(41) } } }],
	['customer_data.form_data.company', { customer_data: { form_data: { company: 'ACME' } } }],
	['package_selection.selected_package_id', { package_selection: { selected_package_id: 101 } }],
	['payment_state.payment_input_mode', { payment_state: { payment_input_mode: 'guess' } }],
	[
		'battery_assignment.ble_connection_state.connection_progress',
		{ battery_assignment: { ble_connection_state: { connection_progress: 101 } } },
	],
])('a draft that is no sale’s is refused: %s', async (field, draft) => {
	const world = await openRestSaleWorld('libSQL file');
	await world.beginSale();
	expect(await patch(world, draft)).toMatchObject({
		status: 400,
		body: { error: { code: 'INPUT_INVALID', path: field } },
	});
});

test('only salespeople and managers in a shift begin one', async () => {
	const world = await openRestSaleWorld('libSQL file');
	const begin = (as: ReturnType<typeof person> | null) =>
		world.call('POST', '/api/sessions', { as, body: wholeDocument() });
	for (const role of ['attendant', 'rider', 'mechanic', 'admin'] as const)
		expect(await begin(person(role))).toMatchObject({ status: 403, body: { error: { code: 'NOT_PERMITTED' } } });
	expect(await begin({ ...salesperson, shift: null })).toMatchObject({
		status: 422,
		body: { error: { code: 'NO_OPEN_SHIFT' } },
	});
	expect(await rowsOf(world.store, 'SELECT * FROM sessions')).toEqual([]);
	expect(await begin(salesperson)).toMatchObject({ status: 200 });
	const elsewhere = { ...salesperson, id: 'emp-1', shift: { id: 's', stationId: 'STATION_001', startedAt: 0 } };
	for (const method of ['GET', 'DELETE'])
		expect(await world.call(method, path, { as: elsewhere })).toMatchObject({ status: 404 });
	expect(await world.call('DELETE', path, { as: person('attendant') })).toMatchObject({
		status: 409,
		body: { error: { code: 'SESSION_STILL_ACTIVE' } },
	});
});
