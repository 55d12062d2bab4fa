import { describe, expect, test } from 'vitest';
import { freshReading } from '#lib/kinds/swap/swap_scenes.ts';
import { buckets, count, mpesa, remaining, service, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { boughtQuota, callbackOf, checkout, openMoneyWorld, paid } from './mobile_money_world.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const wrongPin = callbackOf(checkout, '2001');

describe.each(databases)('mobile money that fails or comes late, on a %s', (kind) => {
	const open = async () => openMoneyWorld(await (await makeDatabase(kind)).open());

	describe('requests that fail', () => {
		test('given a wrong PIN, then the session says so once however often it is called back, and asks again', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '2001');
			await world.callBack(wrongPin);
			await world.check();
			const { version, data } = await world.session();
			expect(data.push?.progress).toMatchObject({ status: 'failed', code: 'wrong_pin' });
			await world.callBack(wrongPin);
			await world.check();
			expect((await world.session()).version).toBe(version);
			expect((await world.intents())[0]).toMatchObject({ status: 'failed', next_check_at: null });
			await world.pushAndSend('again');
			await sound(world);
		});

		test('given a failure that turns out to be a payment, then it counts', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.results.set(checkout, '1037');
			await world.checkAfter(15 * secondMs);
			expect((await world.session()).data.push?.progress).toMatchObject({ code: 'unreachable' });
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await world.check();
			expect(await world.session()).toMatchObject({ state: 'complete', data: { push: null } });
			await sound(world);
		});

		test('given one request that cannot be looked after, then the others are', async () => {
			const world = await open();
			await world.pushAndSend();
			world.pass(90 * secondMs);
			await world.pushAndSend('again');
			world.money.results.set('ws_CO_2', '0');
			const { queryPush } = world.money;
			world.money.queryPush = async (id, at) => {
				if (id === checkout) throw new TypeError('Nobody foresaw this');
				return queryPush(id, at);
			};
			await world.callBack(callbackOf('ws_CO_2', '0', { receipt: 'QGH7XK2M9P', amount: 288 }), 1);
			expect(await world.check()).toBe(2);
			expect((await world.session()).state).toBe('complete');
			expect((await world.intents())[0]).toMatchObject({ next_check_at: expect.any(Number), checks: 1 });
			await sound(world);
		});

		test('given a provider that does not answer, then it is asked again later', async () => {
			const world = await open();
			await world.pushAndSend();
			world.money.canQuery = false;
			await world.checkAfter(15 * secondMs);
			expect(await world.check()).toBe(0);
			world.money.canQuery = true;
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await world.check();
			expect((await world.session()).state).toBe('complete');
			await sound(world);
		});
	});

	describe('money of a session that has gone on', () => {
		test('given a session that was cancelled, then it is to be given back', async () => {
			const world = await open();
			await world.pushAndSend();
			await world.take(world.sessionId, 'cancel', { key: 'cancel', input: { reason: 'The rider left' } });
			world.money.results.set(checkout, '0');
			world.pass(5 * minuteMs);
			await world.callBack(paid);
			await world.check();
			expect(await buckets(world)).toEqual({ captured: 28_800, refund_due: 28_800 });
			await sound(world);
		});

		test('given a session whose price is asked for anew, then it is quota that the new price counts', async () => {
			const world = await open();
			await world.pushAndSend();
			await world.take(world.sessionId, 'reopen_issue', { key: 'reopen' });
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await world.check();
			expect(await buckets(world)).toEqual(boughtQuota);
			expect(await remaining(world)).toMatchObject({ energy: 2400 });
			await world.take(world.sessionId, 'issue', { key: 'issue', input: { reading: freshReading } });
			await world.take(world.sessionId, 'review', { key: 'review' });
			expect((await world.session()).state).toBe('complete');
			await sound(world);
		});

		test('given two requests that are both paid, then the first settles and the second is quota', async () => {
			const world = await open();
			await world.pushAndSend();
			world.pass(90 * secondMs);
			await world.pushAndSend('again');
			world.money.results.set(checkout, '0').set('ws_CO_2', '0');
			await world.callBack(paid);
			await world.callBack(callbackOf('ws_CO_2', '0', { receipt: 'QGH7XK2M9Q', amount: 288 }), 1);
			await world.check();
			expect((await world.session()).state).toBe('complete');
			expect(await buckets(world)).toEqual({ captured: 57_600, quota: 57_600 });
			await sound(world);
		});

		test('given a receipt that the attendant has typed already, then it counts once', async () => {
			const world = await open();
			await world.pushAndSend();
			const data = { session_id: world.sessionId, payment_data: mpesa(288, 'qgh7xk2m9p'), service_data: service };
			expect(await world.ask('payment_and_service', data, { correlationId: 'typed' })).toMatchObject({ success: true });
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await world.check();
			expect(await count(world, 'payments')).toBe(1);
			expect((await world.intents())[0]).toMatchObject({ status: 'confirmed', receipt: 'QGH7XK2M9P' });
			expect(await world.check()).toBe(0);
			await sound(world);
		});

		test('given a receipt that counts for something else, then the session does not wait for it any more', async () => {
			const world = await open();
			await world.pushAndSend();
			await world.ask(
				'payment_and_service',
				{ payment_data: mpesa(288, 'QGH7XK2M9P') },
				{ correlationId: 'elsewhere' },
			);
			world.money.results.set(checkout, '0');
			await world.callBack(paid);
			await world.check();
			expect(await count(world, 'payments')).toBe(1);
			expect(await world.session()).toMatchObject({
				state: 'pay',
				data: { push: { progress: { status: 'failed', code: 'PUSH_COUNTED_BEFORE' } } },
			});
			await sound(world);
		});
	});
});
