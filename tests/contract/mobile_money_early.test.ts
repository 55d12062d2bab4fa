import { describe, expect, test } from 'vitest';
import { buckets, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { boughtQuota, callbackOf, checkout, openMoneyWorld, paid, type MoneyWorld } from './mobile_money_world.ts';

const secondMs = 1000;
const wrongPin = callbackOf(checkout, '2001');

/** Has the rider be faster than the provider's answer: something happens between the request and the answer to it. */
function beforeAnswer({ money }: MoneyWorld, happens: () => Promise<unknown>): void {
	const { requestPush } = money;
	money.requestPush = async (request) => {
		const answer = requestPush(request);
		// A provider that loses its answer has asked the phone all the same.
		await Promise.allSettled([answer]);
		await happens();
		return answer;
	};
}

describe.each(databases)('a callback before the request was answered, on a %s', (kind) => {
	const open = async () => openMoneyWorld(await (await makeDatabase(kind)).open());

	test('given a wrong PIN, then the session says so as soon as the answer is there', async () => {
		const world = await open();
		world.money.results.set(checkout, '2001');
		beforeAnswer(world, () => world.callBack(wrongPin));
		await world.pushAndSend();
		expect(await world.check()).toBe(1);
		expect((await world.session()).data.push?.progress).toMatchObject({ status: 'failed', code: 'wrong_pin' });
		expect(await world.intents()).toEqual([
			expect.objectContaining({ status: 'failed', checkout_id: checkout, next_check_at: null }),
		]);
		await sound(world);
	});

	test('given a payment, then it counts as soon as the answer is there', async () => {
		const world = await open();
		world.money.results.set(checkout, '0');
		beforeAnswer(world, () => world.callBack(paid));
		await world.pushAndSend();
		await world.check();
		expect((await world.session()).state).toBe('complete');
		expect(await buckets(world)).toEqual(boughtQuota);
		await sound(world);
	});

	test('given an answer that is lost, then the payment counts at once', async () => {
		const world = await open();
		world.money.mood = 'fault';
		world.money.results.set(checkout, '0');
		beforeAnswer(world, () => world.callBack(paid));
		await world.pushAndSend();
		await world.check();
		expect((await world.session()).state).toBe('complete');
		expect(await buckets(world)).toEqual(boughtQuota);
		await sound(world);
	});

	test('given an answer that is about to be written, then the request is sent before it ends', async () => {
		const world = await open();
		world.money.results.set(checkout, '2001');
		beforeAnswer(world, async () => {
			await world.callBack(wrongPin);
			expect(await world.check()).toBe(0);
		});
		await world.pushAndSend();
		expect((await world.session()).data.push?.progress).toMatchObject({ status: 'sent', checkoutId: checkout });
		expect(await world.check()).toBe(1);
		await sound(world);
	});

	test('given an answer that is long in coming, then the end is told before it, and stays', async () => {
		const world = await open();
		world.money.results.set(checkout, '2001');
		beforeAnswer(world, async () => {
			await world.callBack(wrongPin);
			expect(await world.checkAfter(2 * secondMs)).toBe(1);
			expect((await world.session()).data.push?.progress).toMatchObject({ status: 'failed', code: 'wrong_pin' });
		});
		await world.pushAndSend();
		expect((await world.session()).data.push?.progress).toMatchObject({ status: 'failed', code: 'wrong_pin' });
		expect((await world.intents())[0]).toMatchObject({ status: 'failed', next_check_at: null });
		expect(await world.push('again')).toMatchObject({ ok: true });
		await sound(world);
	});
});
