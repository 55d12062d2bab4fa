import { describe, expect, test } from 'vitest';
import { firstReading, salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import type { SaleData } from '#lib/kinds/sale/state.ts';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { buckets, count, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { callbackOf, checkout, createFakeMoney, listedAs, moneyWorldOn } from './mobile_money_world.ts';
import { dayMs } from './operations_world.ts';
import { openSaleWorld, rider } from './sale_world.ts';

/** The provider's money in a sale of 15,500 KES: it counts once, for the order, or is to be given back. */

const minuteMs = 60_000;
const receipt = 'QGH7XK2M9P';
const paid = callbackOf(checkout, '0', { receipt, amount: 15_500 });
const whole = { captured: 1_550_000, service: 1_550_000 };
const givenBack = { captured: 1_550_000, refund_due: 1_550_000 };

describe.each(databases)('mobile money of a sale on a %s', (kind) => {
	/** A sale that waits for its money, and whose phone has been asked. */
	async function open() {
		const sale = await openSaleWorld(await (await makeDatabase(kind)).open());
		await sale.order();
		const pushing = { money: createFakeMoney(), sessionId: sale.saleId, actor: salesperson };
		const world = { ...sale, ...moneyWorldOn<SaleData>(sale, pushing) };
		await world.pushAndSend();
		const arrive = async (callback: unknown = paid, nth = 0) => {
			world.money.results.set(`ws_CO_${nth + 1}`, '0');
			await world.callBack(callback, nth);
			await world.check();
		};
		return { ...world, arrive };
	}
	type World = Awaited<ReturnType<typeof open>>;
	const planOf = async ({ rows, planId }: World) =>
		(await rows(`SELECT status, payment_state, due_minor FROM plans WHERE id = '${planId}'`))[0];

	test('given a request, then the customer’s own phone is asked for all that is due, and the sale knows its numbers', async () => {
		const world = await open();
		expect(world.money.asked).toEqual([
			expect.objectContaining({ phone: rider.phone, amountMinor: 1_550_000, currency: 'KES' }),
		]);
		expect((await world.session()).data).toMatchObject({
			push: { progress: { status: 'sent', checkoutId: checkout, merchantId: 'merchant-1' } },
			pushSent: { checkoutId: checkout, merchantId: 'merchant-1', message: 'Request accepted' },
		});
		expect(await count(world, 'payments')).toBe(0);
		await sound(world);
	});

	test('given the callback, then the order is paid once, however often it comes, and the battery can go out', async () => {
		const world = await open();
		world.money.results.set(checkout, '0');
		await Promise.all([world.callBack(paid), world.callBack(paid)]);
		await Promise.all([world.check(), world.check()]);
		await world.arrive();
		expect(await world.session()).toMatchObject({
			state: 'battery',
			data: { push: null, payments: [{ reference: receipt, amountMinor: 1_550_000, excessMinor: 0 }] },
		});
		expect(await buckets(world)).toEqual(whole);
		expect(await planOf(world)).toEqual({ status: 'ORDERED', payment_state: 'CURRENT', due_minor: null });
		await world.step('bind_battery', { reading: firstReading });
		expect(await world.handOver()).toMatchObject({ success: true });
		await sound(world);
	});

	test('given a wrong PIN, then nothing counts, and the phone can be asked again', async () => {
		const world = await open();
		world.money.results.set(checkout, '2001');
		await world.callBack(callbackOf(checkout, '2001'));
		await world.check();
		expect(await world.session()).toMatchObject({
			state: 'pay',
			data: { push: { progress: { status: 'failed', code: 'wrong_pin' } } },
		});
		expect(await count(world, 'payments')).toBe(0);
		await world.pushAndSend('again');
		await world.arrive(callbackOf('ws_CO_2', '0', { receipt, amount: 15_500 }), 1);
		expect((await world.session()).state).toBe('battery');
		expect(await buckets(world)).toEqual(whole);
		await sound(world);
	});

	test('given a callback that never comes, then the money is found by asking', async () => {
		const world = await open();
		world.money.results.set(checkout, '0');
		world.money.listed.push(listedAs(world.money.asked[0]?.accountReference, receipt, 1_550_000));
		await world.checkAfter(minuteMs);
		expect(await world.session()).toMatchObject({ state: 'battery', data: { payments: [{ reference: receipt }] } });
		expect(await buckets(world)).toEqual(whole);
		await sound(world);
	});

	test('given less than was asked for, then it is a part, and the rest can be paid in cash', async () => {
		const world = await open();
		world.money.listed.push(listedAs(world.money.asked[0]?.accountReference, receipt, 1_200_000));
		await world.arrive(callbackOf(checkout, '0', { receipt, amount: 12_000 }));
		expect(await world.session()).toMatchObject({ state: 'pay', data: { push: null, paidAt: null } });
		expect(await planOf(world)).toMatchObject({ payment_state: 'DEPOSIT_DUE', due_minor: 350_000 });
		expect(await world.pay(3500, { method: 'CASH', reference: 'CASH-1' })).toMatchObject({ success: true });
		expect((await world.session()).state).toBe('battery');
		expect(await planOf(world)).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
		expect(await buckets(world)).toEqual(whole);
		await sound(world);
	});

	test('given more than was due, then the rest of it is to be given back', async () => {
		const world = await open();
		world.money.listed.push(listedAs(world.money.asked[0]?.accountReference, receipt, 1_600_000));
		await world.arrive(callbackOf(checkout, '0', { receipt, amount: 16_000 }));
		expect((await world.session()).state).toBe('battery');
		expect(await buckets(world)).toEqual({ captured: 1_600_000, service: 1_550_000, refund_due: 50_000 });
		await sound(world);
	});

	test('given money that comes when a part of it was paid another way, then what is too much is to be given back', async () => {
		const world = await open();
		await world.pay(5000, { method: 'CASH', reference: 'CASH-1' });
		await world.arrive();
		expect((await world.session()).state).toBe('battery');
		expect(await buckets(world)).toEqual({ captured: 2_050_000, service: 1_550_000, refund_due: 500_000 });
		await sound(world);
	});

	test.each<[string, (world: World) => Promise<void>]>([
		['is at its battery', async () => undefined],
		[
			'is done',
			async (world) => {
				await world.step('bind_battery', { reading: firstReading });
				await world.handOver();
			},
		],
	])(
		'given money that comes when the sale was paid by receipt and in cash and %s, then it is to be given back',
		async (_, goOn) => {
			const world = await open();
			await world.pay(15_500, { reference: 'TYPED12345' });
			await goOn(world);
			const before = await world.standsAt();
			await world.arrive();
			expect(await world.standsAt()).toEqual(before);
			expect(await buckets(world)).toEqual({ captured: 3_100_000, service: 1_550_000, refund_due: 1_550_000 });
			expect(await planOf(world)).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
			await sound(world);
		},
	);

	test.each<[string, (world: World) => Promise<unknown>]>([
		['was cancelled', (world) => world.step('cancel', { reason: 'The customer left' })],
		['has expired', async (world) => (world.pass(dayMs + 1), expireSessions(world.engine))],
		['is over and nobody has ended it yet', async (world) => world.pass(dayMs + 1)],
	])('given money that comes when the sale %s, then it is to be given back', async (_, end) => {
		const world = await open();
		await end(world);
		await world.arrive();
		await expireSessions(world.engine);
		expect(await buckets(world)).toEqual(givenBack);
		expect(await planOf(world)).toMatchObject({ status: 'CANCELLED', due_minor: 1_550_000 });
		await sound(world);
	});

	test('given two requests that are both paid, then the first settles and the second is to be given back', async () => {
		const world = await open();
		world.pass(2 * minuteMs);
		await world.pushAndSend('again');
		world.money.results.set('ws_CO_2', '0');
		await world.arrive();
		await world.arrive(callbackOf('ws_CO_2', '0', { receipt: 'QGH7XK2M9Q', amount: 15_500 }), 1);
		expect((await world.session()).state).toBe('battery');
		expect(await buckets(world)).toEqual({ captured: 3_100_000, service: 1_550_000, refund_due: 1_550_000 });
		await sound(world);
	});

	test('given a receipt that was typed before the provider confirms it, then it counts once', async () => {
		const world = await open();
		expect(await world.pay(15_500, { reference: receipt.toLowerCase() })).toMatchObject({ success: true });
		await world.arrive();
		expect(await count(world, 'payments')).toBe(1);
		expect(await buckets(world)).toEqual(whole);
		expect((await world.intents())[0]).toMatchObject({ status: 'confirmed', receipt });
		await sound(world);
	});

	test('given a receipt that was typed after the provider has confirmed it, then it is refused', async () => {
		const world = await open();
		world.money.listed.push(listedAs(world.money.asked[0]?.accountReference, receipt, 1_200_000));
		await world.arrive(callbackOf(checkout, '0', { receipt, amount: 12_000 }));
		expect(await world.pay(3500, { reference: receipt })).toMatchObject({
			success: false,
			metadata: { reason: 'PAYMENT_REFERENCE_USED' },
		});
		expect(await buckets(world)).toEqual({ captured: 1_200_000, service: 1_200_000 });
		await sound(world);
	});
});
