import { describe, expect, test } from 'vitest';
import { firstReading, salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { buckets, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, dayMs } from './operations_world.ts';
import { openSaleWorld, rider, saleIn, type SaleWorld } from './sale_world.ts';

const planOf = ({ rows, planId }: SaleWorld) =>
	rows(`SELECT status, service_state, payment_state, due_minor, currency FROM plans WHERE id = '${planId}'`);
const tasksOf = async ({ rows }: SaleWorld) =>
	(
		await rows(
			"SELECT json_extract(payload_json, '$.task.type') AS type FROM outbox WHERE kind = 'erp' ORDER BY created_at, rowid",
		)
	).map(({ type }) => type);

describe.each(databases)('a sale on a %s', (kind) => {
	const open = async (options?: Parameters<typeof openSaleWorld>[1]) =>
		openSaleWorld(await (await makeDatabase(kind)).open(), options);

	test('brings a rider, an account and a plan into being, takes the money and hands a battery out', async () => {
		const sale = await open();
		await sale.order();
		expect(await sale.rows("SELECT name, phone, email FROM customers WHERE id LIKE 'customer-sales%'")).toEqual([
			{ name: 'Jane Smith', phone: '254733000222', email: 'jane.smith@example.com' },
		]);
		expect(await sale.rows("SELECT email, role, password_hash FROM users WHERE role = 'rider'")).toEqual([
			{ email: 'jane.smith@example.com', role: 'rider', password_hash: null },
		]);
		expect(await planOf(sale)).toEqual([
			{
				status: 'ORDERED',
				service_state: 'WAIT_BATTERY_ISSUE',
				payment_state: 'DEPOSIT_DUE',
				due_minor: 1_550_000,
				currency: 'KES',
			},
		]);

		expect(await sale.pay(10_000, { reference: 'FIRST' })).toMatchObject({ success: true });
		expect(await sale.pay(5500, { reference: 'SECOND' })).toMatchObject({ success: true });
		expect(await planOf(sale)).toMatchObject([{ payment_state: 'CURRENT', due_minor: null }]);
		expect(await buckets(sale)).toEqual({ captured: 1_550_000, service: 1_550_000 });

		await sale.step('bind_battery', { reading: firstReading });
		expect(await sale.handOver()).toMatchObject({ success: true });
		expect(await sale.standsAt()).toMatchObject({ state: 'done', status: 'completed' });
		expect(await planOf(sale)).toMatchObject([{ status: 'ACTIVE', service_state: 'BATTERY_ISSUED' }]);
		expect(await sale.rows(`SELECT id FROM batteries WHERE holder_id = '${sale.planId}'`)).toHaveLength(1);
		expect(await tasksOf(sale)).toEqual(['order', 'payment', 'payment', 'usage']);
		const mails = "SELECT json_extract(payload_json, '$.mail.template') AS template FROM outbox WHERE kind = 'mail'";
		expect(await sale.rows(mails)).toEqual([{ template: 'invitation' }]);
		await sound(sale);
	});

	test('answers a repeated payment and a repeated hand-over once', async () => {
		const sale = await open();
		await sale.sell();
		const paid = { reference: 'MPESA_REF_123456', correlationId: 'again' };
		const repeated = [await sale.pay(15_500, paid), await sale.pay(15_500, paid)];
		expect(repeated[1]).toEqual(repeated[0]);
		const first = await sale.handOver('out');
		expect(await sale.handOver('out')).toEqual(first);
		expect(await buckets(sale)).toEqual({ captured: 1_550_000, service: 1_550_000 });
		await sound(sale);
	});

	test('that is given up after it was paid gives the money back and closes the plan', async () => {
		const sale = await open();
		await sale.sell();
		await sale.step('cancel', { reason: 'The customer changed their mind' });
		expect(await buckets(sale)).toEqual({ captured: 1_550_000, service: 0, refund_due: 1_550_000 });
		expect(await planOf(sale)).toMatchObject([{ status: 'CANCELLED' }]);
		expect(await tasksOf(sale)).toEqual(['order', 'payment', 'cancel']);
		await sound(sale);
	});

	test('that expires gives the money back as well', async () => {
		const sale = await open();
		await sale.order();
		await sale.pay(5000);
		sale.pass(dayMs + 1);
		expect(await expireSessions(sale.engine)).toBe(1);
		expect(await buckets(sale)).toEqual({ captured: 500_000, service: 0, refund_due: 500_000 });
		expect(await planOf(sale)).toMatchObject([{ status: 'CANCELLED' }]);
		await sound(sale);
	});

	test('asks about somebody who is known by phone or e-mail, and gives no account to two', async () => {
		const world = await open();
		await world.order();
		const sale = await saleIn(world, salesperson);
		const register = (change: object) =>
			sale.take(sale.saleId, 'register_customer', {
				key: sale.engine.ids('key'),
				input: { ...rider, ...change },
				actor: salesperson,
			});
		expect(await register({})).toMatchObject({ code: 'CUSTOMER_EXISTS', params: { matched: 'phone', others: 0 } });
		expect(await register({ phone: '254733000111' })).toMatchObject({
			code: 'CUSTOMER_EXISTS',
			params: { matched: 'email', phone: '•••• 222' },
		});
		expect(await register({ isNew: true })).toMatchObject({ code: 'EMAIL_TAKEN' });
		expect(await register({ isNew: true, email: 'other@example.com' })).toMatchObject({ ok: true });
		expect(await sale.rows("SELECT count(*) AS riders FROM users WHERE role = 'rider'")).toEqual([{ riders: 2 }]);
	});

	test('gives no rider the address by which somebody of the staff signs in', async () => {
		const sale = await open();
		const taken = await sale.take(sale.saleId, 'register_customer', {
			key: 'k',
			input: { ...rider, email: 'one@station.example' },
			actor: salesperson,
		});
		expect(taken).toMatchObject({ code: 'EMAIL_TAKEN' });
	});

	test('that bears the number of a customer from before takes nobody over', async () => {
		const sale = await open();
		await sale.store.writer.commit([
			{
				sql: 'INSERT INTO customers (id, name, phone, search_text, created_at) VALUES (?, ?, ?, ?, 0)',
				args: [`customer-${sale.saleId}`, 'Somebody', '254700000009', 'somebody'],
			},
		]);
		const taken = await sale.take(sale.saleId, 'register_customer', { key: 'k', input: rider, actor: salesperson });
		expect(taken).toMatchObject({ code: 'SUBSCRIPTION_CODE_TAKEN' });
		expect(await sale.rows("SELECT name FROM customers WHERE phone = '254700000009'")).toEqual([{ name: 'Somebody' }]);
		expect(await sale.rows("SELECT id FROM users WHERE role = 'rider'")).toEqual([]);
	});

	test('serves nobody before it hands its own first battery over', async () => {
		const sale = await open();
		await sale.sell();
		const swap = await sale.begin('swap');
		const named = await sale.ask(
			'identify_customer',
			{ qr_code_data: sale.planId, session_id: swap.id, attendant_station: 'STATION_002' },
			{ planId: sale.planId, correlationId: 'c' },
		);
		expect(named).toMatchObject({ success: false, signals: expect.arrayContaining(['CUSTOMER_INACTIVE']) });
		expect(await sale.handOver()).toMatchObject({ success: true });
		expect(await planOf(sale)).toMatchObject([{ status: 'ACTIVE' }]);
	});

	test('is paid in the sale alone: nobody else collects for its plan', async () => {
		const sale = await open();
		await sale.order();
		const { planId } = sale;
		expect(await sale.device('collect_payment', { payment_amount: 15_500 }, { planId })).toMatchObject({
			success: false,
			metadata: { reason: 'CUSTOMER_INACTIVE' },
		});
		const topUp = {
			payment_data: {
				service_id: 'service-electricity-monthly',
				payment_amount: 100,
				payment_reference: 'ELSEWHERE',
				payment_method: 'MPESA',
				payment_type: 'TOP_UP',
			},
			attendant_station: 'STATION_002',
		};
		expect(await sale.device('payment_and_service', topUp, { planId })).toMatchObject({
			success: false,
			metadata: { reason: 'CUSTOMER_INACTIVE' },
		});
		expect(await planOf(sale)).toMatchObject([{ status: 'ORDERED', due_minor: 1_550_000 }]);
	});

	test('takes back the account of somebody who turns out to be known, with the links to it', async () => {
		const world = await open();
		await world.order();
		await world.step('cancel', { reason: 'left' });
		const sale = await saleIn(world, salesperson);
		await sale.step('register_customer', { ...rider, phone: '254733000333', email: 'second@example.com' });
		await sale.store.writer.commit([
			{
				sql: "INSERT INTO account_links (id, user_id, token_hash, purpose, expires_at) VALUES ('l', ?, 'h', 'reset', 9e15)",
				args: [`rider-customer-${sale.saleId}`],
			},
		]);
		await sale.step('reopen_customer');
		await sale.step('register_customer', { ...rider, customerId: `customer-${world.saleId}` });
		expect(await sale.rows("SELECT email FROM users WHERE role = 'rider'")).toEqual([{ email: rider.email }]);
		expect(await sale.rows('SELECT id FROM account_links')).toEqual([]);
	});

	test('closes a link that was mailed to an address that was wrong', async () => {
		const sale = await open();
		await sale.step('register_customer', rider);
		await sale.store.writer.commit([
			{
				sql: "INSERT INTO account_links (id, user_id, token_hash, purpose, expires_at) VALUES ('l', ?, 'h', 'reset', 9e15)",
				args: [`rider-customer-${sale.saleId}`],
			},
		]);
		await sale.step('reopen_customer');
		await sale.step('register_customer', { ...rider, email: 'right@example.com' });
		expect(await sale.rows('SELECT id FROM account_links')).toEqual([]);
		await sale.step('reopen_customer');
		await sale.step('register_customer', { ...rider, email: null });
		expect(await sale.rows("SELECT id FROM users WHERE role = 'rider'")).toEqual([]);
	});

	test('tells no more of a known person than was typed, and records who was asked about', async () => {
		const world = await open();
		await world.order();
		const sale = await saleIn(world, salesperson);
		const input = { ...rider, phone: '254733000444' };
		await sale.take(sale.saleId, 'register_customer', { key: 'a', input, actor: salesperson });
		expect(await sale.rows("SELECT subject FROM audit WHERE action = 'customer.asked_about'")).toEqual([
			{ subject: `customer-${world.saleId}` },
		]);
		await world.step('cancel', { reason: 'left' });
		await sale.step('register_customer', { ...input, customerId: `customer-${world.saleId}` });
		const [row] = await sale.rows(`SELECT snapshot FROM sessions WHERE id = '${sale.saleId}'`);
		expect(String(row?.['snapshot'])).toContain('254733000444');
		expect(String(row?.['snapshot'])).not.toContain(rider.phone);
	});

	test('invites a rider who comes back after a sale that came to nothing', async () => {
		const world = await open();
		await world.order();
		await world.step('cancel', { reason: 'left' });
		const sale = await saleIn(world, salesperson);
		await sale.step('register_customer', { ...rider, customerId: `customer-${world.saleId}` });
		await sale.step('choose_package', { packageId: 'pkg-101' });
		await sale.step('choose_plan', { productId: 'plan-301' });
		await sale.step('place_order');
		expect(await sale.pay(15_500)).toMatchObject({ success: true });
		const mails = "SELECT json_extract(payload_json, '$.mail.userId') AS user FROM outbox WHERE kind = 'mail'";
		expect(await sale.rows(mails)).toEqual([{ user: `rider-customer-${world.saleId}` }]);
	});

	test('is corrected as long as nothing is ordered', async () => {
		const sale = await open();
		await sale.step('register_customer', rider);
		await sale.step('reopen_customer');
		await sale.step('register_customer', { ...rider, lastName: 'Smyth', email: 'smyth@example.com' });
		await sale.step('reopen_customer');
		await sale.step('register_customer', { ...rider, lastName: 'Smyth', email: null });
		expect(await sale.rows("SELECT name, email FROM customers WHERE id LIKE 'customer-sales%'")).toEqual([
			{ name: 'Jane Smyth', email: null },
		]);
		expect(await sale.rows("SELECT id FROM users WHERE role = 'rider'")).toEqual([]);
	});

	test('prints the ERP’s numbers once it has answered', async () => {
		const erp = createFakeErp();
		const sale = await open({ erp });
		await sale.order();
		erp.mood = 'down';
		await sale.deliver();
		expect(await sale.standsAt()).toMatchObject({ state: 'pay', version: 5 });
		erp.mood = 'up';
		sale.pass(dayMs / 2);
		await sale.deliver();
		expect(await sale.standsAt()).toMatchObject({ state: 'pay', version: 6 });
		expect(await sale.rows(`SELECT erp_id FROM plans WHERE id = '${sale.planId}'`)).toEqual([{ erp_id: '5001' }]);
		expect(erp.taken.get(`order ${sale.planId}`)).toMatchObject({
			customer: { name: 'Jane Smith', email: 'jane.smith@example.com', address: { city: 'Nairobi' } },
			lines: [
				{ productErpId: 201, priceMinor: 1_200_000 },
				{ productErpId: 202, priceMinor: 300_000 },
			],
		});
	});

	test('keeps the ERP’s numbers with the plan where the sale has ended', async () => {
		const sale = await open({ erp: createFakeErp() });
		await sale.sell();
		await sale.handOver();
		const before = await sale.standsAt();
		await sale.deliver();
		expect(await sale.standsAt()).toEqual(before);
		expect(await sale.rows(`SELECT erp_id FROM plans WHERE id = '${sale.planId}'`)).toEqual([{ erp_id: '5001' }]);
	});
});
