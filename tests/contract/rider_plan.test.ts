import { describe, expect, test } from 'vitest';
import { samplePlan, spentPlan } from '#lib/plan/sample_plan.ts';
import { riderPaymentsPage, riderPlansPage, riderSwapsPage } from '#lib/server/actions/rider_plan.ts';
import { receiptPage } from '#lib/server/actions/session_receipt.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import type { Store } from '#lib/server/store/store.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { mpesa, reviewed, service, station } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase, rowsOf, type DatabaseKind } from '../fixtures/test_store.ts';
import { add, eventOf, notFound, row, somebody } from './manage_world.ts';

/** The rider of the sample plan, and one of another customer. */
const jane: SignedIn = { ...somebody('rider', []), id: 'rider-jane', customerId: samplePlan.customer.id };
const other: SignedIn = { ...somebody('rider', []), id: 'rider-other', customerId: 'customer-other' };
const nobody: SignedIn = { ...somebody('rider', []), id: 'rider-nobody' };

const planId = samplePlan.planId;
const otherPlan = {
	...samplePlan,
	planId: 'SUB-OTHER',
	serviceAccountId: 'SA_OTHER',
	paymentAccountId: 'PA_OTHER',
	customer: { ...samplePlan.customer, id: 'customer-other', name: 'Other', phone: '254700000009' },
};

async function openWorld(kind: DatabaseKind): Promise<CoreWorld> {
	const store = await (await makeDatabase(kind)).open();
	return openCoreWorld(store, { plans: [spentPlan, otherPlan] });
}

const plansOf = (world: CoreWorld, person: SignedIn | null) =>
	riderPlansPage(eventOf(world.engine, person, { path: '/plan' }));

/** Which plan, and which page of what happened under it. */
type Asked = { readonly id?: string; readonly query?: string };

const paymentsOf = (world: CoreWorld, person: SignedIn, { id = planId, query = '' }: Asked = {}) =>
	riderPaymentsPage(eventOf(world.engine, person, { path: `/plan/${id}/payments?${query}` }), id);

const swapsOf = (world: CoreWorld, person: SignedIn, { id = planId, query = '' }: Asked = {}) =>
	riderSwapsPage(eventOf(world.engine, person, { path: `/plan/${id}/swaps?${query}` }), id);

/** A payment of 5.00 in any currency, all of it for one purpose. */
const paid = (id: string, at: number, { bucket = 'quota', currency = 'KES', plan = planId } = {}) => {
	const entry = { payment_id: id, amount_minor: 500, currency, at };
	return [
		row('payments', {
			...{ id, key: id, method: 'CASH', reference: id, payment_type: 'TOP_UP', plan_id: plan, amount_minor: 500 },
			...{ currency, verification: 'cash', station_id: 'STATION_001', actor_id: 'attendant-1', at },
		}),
		row('money_entries', { ...entry, key: `${id}/captured`, bucket: 'captured' }),
		row('money_entries', { ...entry, key: `${id}/${bucket}`, bucket }),
	];
};

const zone = (store: Store, timeZone: string) =>
	add(store, [row('rider_settings', { customer_id: samplePlan.customer.id, time_zone: timeZone })]);

describe.each(databases)('the plans of a rider on a %s', (kind) => {
	test('tell what is left, the battery and the code to show', async () => {
		const world = await openWorld(kind);
		const { plans, zones, at } = await plansOf(world, other);
		expect(plans).toEqual([
			expect.objectContaining({
				id: 'SUB-OTHER',
				name: samplePlan.name,
				code: 'QR-SUB-OTHER',
				standing: 'active',
				due: null,
				periodEndsAt: null,
				swaps: { usedMilli: 15_000, quotaMilli: 21_000, leftMilli: 6000 },
				payments: { rows: [], hasMore: false },
				history: { rows: [], hasMore: false },
			}),
		]);
		expect(plans[0]?.services[0]).toEqual({
			id: 'service-electricity-monthly',
			name: 'Electricity Service',
			kind: 'energy',
			unitPrice: { amountMinor: 12_000, currency: 'KES' },
			usedMilli: 54_500,
			quotaMilli: 100_000,
			leftMilli: 45_500,
		});
		expect(plans[0]?.batteries).toEqual([]);
		expect(zones).toEqual({ chosen: null, usual: 'Africa/Nairobi' });
		expect(at).toBe(world.now());
		const [own] = (await plansOf(world, jane)).plans;
		expect(own?.batteries).toEqual([{ id: 'B0723025100042', shortId: '100042' }]);
	});

	test('say what is due and until when, what never runs out, and never less than nothing', async () => {
		const world = await openWorld(kind);
		const set = (sql: string) => add(world.store, [{ sql, args: [] }]);
		await set(`UPDATE plans SET payment_state = 'RENEWAL_DUE', due_minor = 250000, grace_ends_at = 99, qr_code = NULL`);
		await set(`UPDATE plan_services SET quota_milli = 100000001 WHERE kind = 'swap_count'`);
		await set(`UPDATE plan_services SET used_milli = 95000, quota_milli = 70000 WHERE kind = 'fleet'`);
		const [plan] = (await plansOf(world, jane)).plans;
		const due = { amountMinor: 250_000, currency: 'KES' };
		expect(plan).toMatchObject({ standing: 'renewal_due', due, graceEndsAt: 99, code: planId });
		expect(plan?.swaps?.leftMilli).toBeNull();
		expect(plan?.services.map(({ leftMilli }) => leftMilli)).toEqual([0, null, 0]);
	});

	test('a swap stands in payments and history with energies, cost and its receipt', async () => {
		const world = await openWorld(kind);
		const id = await reviewed(world);
		const data = { ...station, payment_data: mpesa(288), service_data: service, session_id: id };
		expect(await world.ask('payment_and_service', data, { correlationId: 'done' })).toMatchObject({ success: true });
		const [plan] = (await plansOf(world, jane)).plans;
		const money = { amountMinor: 28_800, currency: 'KES' };
		expect(plan?.history.rows).toEqual([
			{
				id: 'B0723025100049/2',
				at: world.now(),
				timeZone: 'Africa/Nairobi',
				shortId: '100049',
				outWh: 2850,
				returnedShortId: '100042',
				inWh: 450,
				stationName: 'Station 2',
				cost: money,
				receiptOf: id,
			},
		]);
		const [payment] = plan?.payments.rows ?? [];
		expect(payment).toMatchObject({ method: 'MPESA', reference: 'MPESA_REF_789012', paid: money });
		expect(payment?.uses.reduce((sum, use) => sum + use.money.amountMinor, 0)).toBe(28_800);
		expect(plan?.batteries).toEqual([{ id: 'B0723025100049', shortId: '100049' }]);
	});

	test('a battery that was handed out in no session is in the history too, without a cost', async () => {
		const world = await openWorld(kind);
		const { engine, store } = world;
		const entry = { holder_kind: 'rider', holder_id: planId, actor_id: 'device-002', at: engine.clock() };
		await add(store, [
			row('custody_entries', { ...entry, battery_id: 'B0723025100049', seq: 2, key: 'x/out', energy_wh: 2000 }),
		]);
		const { rows } = await swapsOf(world, jane);
		expect(rows).toMatchObject([
			{ outWh: 2000, returnedShortId: null, inWh: null, cost: null, receiptOf: null, stationName: 'Station 2' },
		]);
	});

	test('payments say what became of the money, each in its own currency', async () => {
		const world = await openWorld(kind);
		await add(world.store, [
			...paid('back', 3, { bucket: 'refunded' }),
			...paid('due', 2, { bucket: 'refund_due' }),
			...paid('ugx', 1, { currency: 'UGX' }),
			...paid('theirs', 4, { plan: 'SUB-OTHER' }),
		]);
		const { rows } = await paymentsOf(world, jane);
		expect(rows.map(({ id, uses }) => [id, uses])).toEqual([
			['back', [{ use: 'refunded', money: { amountMinor: 500, currency: 'KES' } }]],
			['due', [{ use: 'refund_due', money: { amountMinor: 500, currency: 'KES' } }]],
			['ugx', [{ use: 'quota', money: { amountMinor: 500, currency: 'UGX' } }]],
		]);
	});

	test('are told by the clock that the rider chose, else by that of the station', async () => {
		const world = await openWorld(kind);
		await add(world.store, paid('one', 1));
		expect((await paymentsOf(world, jane)).rows[0]?.timeZone).toBe('Africa/Nairobi');
		await zone(world.store, 'Europe/Paris');
		expect((await paymentsOf(world, jane)).rows[0]?.timeZone).toBe('Europe/Paris');
		expect((await plansOf(world, jane)).zones).toEqual({ chosen: 'Europe/Paris', usual: 'Europe/Paris' });
	});

	test('show the newest, and the rest page by page: what is paid meanwhile moves no page', async () => {
		const world = await openWorld(kind);
		const ids = Array.from({ length: 45 }, (_, i) => `paid-${String(i).padStart(2, '0')}`);
		await add(
			world.store,
			ids.flatMap((id, i) => paid(id, 1000 + Math.floor(i / 2))),
		);
		const [plan] = (await plansOf(world, jane)).plans;
		expect(plan?.payments).toMatchObject({
			rows: [{ id: 'paid-44' }, { id: 'paid-43' }, { id: 'paid-42' }],
			hasMore: true,
		});
		const first = await paymentsOf(world, jane);
		await add(world.store, paid('later', 9999));
		const second = await paymentsOf(world, jane, { query: `after=${first.next}` });
		const third = await paymentsOf(world, jane, { query: `after=${second.next}` });
		const shown = [...first.rows, ...second.rows, ...third.rows].map(({ id }) => id);
		expect(shown).toEqual(ids.toReversed());
		expect(third.next).toBeNull();
		const back = await paymentsOf(world, jane, { query: `before=${second.previous}` });
		expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
	});
});

describe('what one may not see', () => {
	test('of another rider looks like what does not exist', async () => {
		const world = await openWorld('libSQL file');
		await add(world.store, paid('one', 1));
		for (const page of [paymentsOf, swapsOf]) {
			for (const id of [planId, 'SUB-NOWHERE'])
				for (const person of [other, nobody]) await expect(page(world, person, { id })).rejects.toMatchObject(notFound);
			expect((await page(world, jane)).plan).toEqual({ id: planId, name: samplePlan.name });
		}
		expect((await plansOf(world, other)).plans.map(({ id }) => id)).toEqual(['SUB-OTHER']);
		expect((await plansOf(world, nobody)).plans).toEqual([]);
	});

	test('is no page for those who have no plans of their own', async () => {
		const world = await openWorld('libSQL file');
		for (const role of ['attendant', 'salesperson', 'mechanic', 'manager', 'admin', 'service'] as const) {
			const person = somebody(role, '*');
			await expect(plansOf(world, person)).rejects.toMatchObject(notFound);
			await expect(paymentsOf(world, person)).rejects.toMatchObject(notFound);
		}
		await expect(plansOf(world, null)).rejects.toMatchObject({ status: 303 });
	});

	test('a receipt is there for the rider alone, by the clock of the station or by their own', async () => {
		const world = await openWorld('libSQL file');
		const id = await reviewed(world);
		const data = { ...station, payment_data: mpesa(288), service_data: service, session_id: id };
		await world.ask('payment_and_service', data, { correlationId: 'done' });
		const receiptFor = (person: SignedIn) => receiptPage(eventOf(world.engine, person, { path: '/' }), id);
		const place = { stationName: 'Station 2', timeZone: 'Africa/Nairobi' };
		expect(await receiptFor(jane)).toMatchObject({ isRider: true, place });
		expect(await receiptFor(somebody('admin', []))).toMatchObject({ isRider: false, place });
		await zone(world.store, 'Europe/Paris');
		expect(await receiptFor(jane)).toMatchObject({ place: { ...place, timeZone: 'Europe/Paris' } });
		expect(await receiptFor(somebody('admin', []))).toMatchObject({ place });
		for (const person of [other, nobody]) await expect(receiptFor(person)).rejects.toMatchObject({ status: 404 });
	});

	test('a receipt is offered to the customer of its session alone', async () => {
		const world = await openWorld('libSQL file');
		const id = await reviewed(world);
		const data = { ...station, payment_data: mpesa(288), service_data: service, session_id: id };
		await world.ask('payment_and_service', data, { correlationId: 'done' });
		await add(world.store, [{ sql: `UPDATE plans SET customer_id = 'customer-other' WHERE id = ?`, args: [planId] }]);
		const { rows } = await swapsOf(world, other);
		expect(rows).toMatchObject([{ receiptOf: null }]);
		expect(await rowsOf(world.store, `SELECT customer_id FROM sessions WHERE id = '${id}'`)).toEqual([
			{ customer_id: samplePlan.customer.id },
		]);
	});
});
