import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { mobileMoneyCallback } from '#lib/server/rest/mobile_money_callback.ts';
import { buckets, count, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { boughtQuota, callbackOf, checkout, listedAs, openMoneyWorld, paid } from './mobile_money_world.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;

describe.each(databases)('mobile money on a %s', (kind) => {
	const open = async () => openMoneyWorld(await (await makeDatabase(kind)).open());

	describe('asking the phone', () => {
		test('given a request, then the provider is asked once, with a reference and an address of its own', async () => {
			const world = await open();
			await world.pushAndSend();
			expect(await world.send()).toBe(0);
			expect(world.money.asked).toEqual([
				expect.objectContaining({ phone: '254712345678', amountMinor: 28_800, currency: 'KES' }),
			]);
			expect(world.money.asked[0]?.callbackUrl).toMatch(/\/[\w-]{43}$/);
			expect(await world.intents()).toEqual([expect.objectContaining({ status: 'sent', checkout_id: checkout })]);
			expect((await world.session()).data.push).toMatchObject({ progress: { status: 'sent', checkoutId: checkout } });
			await sound(world);
		});

		test('given a request that the provider refuses, then the attendant reads why and may ask again', async () => {
			const world = await open();
			world.money.mood = refuse('PUSH_PHONE_LOCKED');
			await world.pushAndSend();
			expect(await world.intents()).toEqual([
				expect.objectContaining({ status: 'failed', result_code: 'PUSH_PHONE_LOCKED', next_check_at: null }),
			]);
			expect((await world.session()).data.push?.progress).toMatchObject({
				status: 'failed',
				code: 'PUSH_PHONE_LOCKED',
			});
			expect(await world.push('again')).toMatchObject({ ok: true });
			await sound(world);
		});

		test('given a fault while asking, then it is looked after and never asked twice', async () => {
			const world = await open();
			world.money.mood = 'fault';
			await world.pushAndSend();
			expect(await world.send()).toBe(0);
			expect(world.money.asked).toHaveLength(1);
			expect(await world.intents()).toEqual([expect.objectContaining({ status: 'unknown', checkout_id: null })]);
			expect((await world.session()).data.push?.progress).toMatchObject({ status: 'sent', checkoutId: '' });
			expect(await world.push('again')).toEqual(refuse('PUSH_PENDING'));
			await sound(world);
		});

		test('given an agent that died between storing and asking, then the phone is left alone and the request looked after', async () => {
			const world = await open();
			await world.push('push');
			const isAsking = new Promise<void>((resolve) => {
				world.money.requestPush = () => {
					resolve();
					return new Promise(() => undefined);
				};
			});
			void world.send();
			await isAsking;
			expect(await count(world, 'payment_intents')).toBe(1);
			world.money.requestPush = async () => {
				throw new TypeError('The phone would ring a second time');
			};
			expect(await world.send()).toBe(1);
			expect(await world.intents()).toEqual([expect.objectContaining({ status: 'unknown' })]);
			await sound(world);
		});

		test('given a request that waited a minute to be sent, then no phone rings and the attendant may ask again', async () => {
			const world = await open();
			await world.push('push');
			world.pass(61 * secondMs);
			await world.send();
			expect(world.money.asked).toEqual([]);
			expect((await world.session()).data.push?.progress).toMatchObject({ status: 'failed', code: 'PUSH_TOO_LATE' });
			await sound(world);
		});
	});

	describe('money that arrives', () => {
		test('given a callback, then it counts once the provider says the same, under its receipt', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			expect(await world.callBack(paid)).toBe(true);
			expect(await count(world, 'payments')).toBe(0);
			expect(await world.check()).toBe(1);
			const { state, data } = await world.session();
			expect([state, data.push, data.payments]).toEqual([
				'complete',
				null,
				[expect.objectContaining({ reference: 'QGH7XK2M9P', amountMinor: 28_800, method: 'MPESA' })],
			]);
			expect(await buckets(world)).toEqual(boughtQuota);
			await sound(world);
		});

		test('given a forged callback while the PIN is awaited, then nothing counts', async () => {
			const world = await open();
			await world.pushAndSend();
			await world.callBack(paid);
			await world.check();
			await world.checkAfter(minuteMs);
			expect(await count(world, 'payments')).toBe(0);
			expect(await world.session()).toMatchObject({ state: 'pay', data: { push: { progress: { status: 'sent' } } } });
			await sound(world);
		});

		test('given a callback that names another checkout, then its receipt is none of this payment', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await world.callBack(callbackOf('ws_CO_7', '0', { receipt: 'STOLEN1234', amount: 1 }));
			await world.check();
			expect(await count(world, 'payments')).toBe(0);
			await world.checkAfter(minuteMs);
			expect((await world.session()).data.payments).toEqual([expect.objectContaining({ reference: checkout })]);
			await sound(world);
		});

		test('given a callback that comes twice, then it counts once', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await Promise.all([world.callBack(paid), world.callBack(paid)]);
			await Promise.all([world.check(), world.check()]);
			await world.callBack(paid);
			await world.check();
			expect(await count(world, 'payments')).toBe(1);
			expect(await buckets(world)).toEqual(boughtQuota);
			await sound(world);
		});

		test('given no callback, then the receipt is found among what the provider lists', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			world.money.listed.push(
				listedAs('OTHER', 'QAA1111111'),
				listedAs(world.money.asked[0]?.accountReference, 'QGH7XK2M9P'),
			);
			await world.checkAfter(15 * secondMs);
			expect(await count(world, 'payments')).toBe(0);
			await world.checkAfter(45 * secondMs);
			expect((await world.session()).data.payments).toEqual([expect.objectContaining({ reference: 'QGH7XK2M9P' })]);
			await sound(world);
		});

		test('given neither callback nor list, then the request’s own id names the payment', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await world.checkAfter(minuteMs);
			expect((await world.session()).data.payments).toEqual([expect.objectContaining({ reference: checkout })]);
			await sound(world);
		});

		test('given a provider that never lists anything, then the money is counted all the same', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			world.money.canList = false;
			await world.checkAfter(minuteMs);
			expect(await count(world, 'payments')).toBe(0);
			await world.checkAfter(10 * minuteMs);
			expect((await world.session()).data.payments).toEqual([expect.objectContaining({ reference: checkout })]);
			await sound(world);
		});

		test('given a request of which nobody knows whether the phone rang, then its money is found in the list', async () => {
			const world = await open();
			world.money.mood = 'fault';
			await world.pushAndSend();
			world.money.listed.push(listedAs(world.money.asked[0]?.accountReference, 'QGH7XK2M9P'));
			await world.checkAfter(minuteMs);
			expect(await world.session()).toMatchObject({
				state: 'complete',
				data: { payments: [{ reference: 'QGH7XK2M9P' }] },
			});
			await sound(world);
		});

		test('given a request of which nobody knows whether the phone rang, then its callback tells what to ask about', async () => {
			const world = await open();
			world.money.mood = 'fault';
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await world.check();
			expect((await world.session()).data.payments).toEqual([expect.objectContaining({ reference: 'QGH7XK2M9P' })]);
			await sound(world);
		});

		test.each([
			[278, 'pay', { captured: 27_800, quota: 27_800 }],
			[298, 'complete', { captured: 29_800, quota: 28_800, refund_due: 1000 }],
		])('given %i KES by callback and list, then that is what counts', async (amount, state, money) => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await world.callBack(callbackOf(checkout, '0', { receipt: 'QGH7XK2M9P', amount }));
			await world.check();
			expect(await count(world, 'payments')).toBe(0);
			world.money.listed.push(listedAs(world.money.asked[0]?.accountReference, 'QGH7XK2M9P', amount * 100));
			await world.checkAfter(5 * secondMs);
			expect((await world.session()).state).toBe(state);
			expect(await buckets(world)).toEqual(money);
			await sound(world);
		});

		test('given another amount by callback alone, then no more counts than was asked for', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await world.callBack(callbackOf(checkout, '0', { receipt: 'QGH7XK2M9P', amount: 99_999 }));
			await world.checkAfter(minuteMs);
			expect(await buckets(world)).toEqual(boughtQuota);
			await sound(world);
		});

		test('given two agents that look at once, then the money counts once', async () => {
			const database = await makeDatabase(kind);
			const world = await openMoneyWorld(await database.open());
			const second = world.other(await database.open());
			await world.pushAndSend();
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await Promise.all([world.check(), second.check()]);
			await world.check();
			expect(await count(world, 'payments')).toBe(1);
			expect((await world.intents())[0]).toMatchObject({
				status: 'confirmed',
				receipt: 'QGH7XK2M9P',
				next_check_at: null,
			});
			await sound(world);
		});
	});

	test('given an address that nobody was given, or what is no JSON or too much, then nothing is kept', async () => {
		const world = await open();
		await world.pushAndSend();
		const token = world.money.asked[0]?.callbackUrl.split('/').at(-1) ?? '';
		const post = async (at: string, body: string) => {
			const request = new Request('https://pitlane.example', { method: 'POST', body });
			return (await mobileMoneyCallback(world, at, request)).status;
		};
		expect(await post('a'.repeat(43), JSON.stringify(paid))).toBe(404);
		expect(await post(token, 'paid')).toBe(404);
		expect(await post(token, JSON.stringify('x'.repeat(20_000)))).toBe(404);
		expect((await world.intents())[0]).toMatchObject({ callback_json: null });
		expect(await post(token, JSON.stringify({ Body: 'nothing' }))).toBe(200);
		await world.check();
		expect(await count(world, 'payments')).toBe(0);
		await sound(world);
	});
});
