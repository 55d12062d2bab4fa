import { describe, expect, test } from 'vitest';
import { pushOutcomes } from '#lib/kernel/push_outcomes.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { parseStkCallback } from '#lib/server/gateways/mpesa/parse_stk_callback.ts';
import { outcomeOf, resultCodes } from '#lib/server/gateways/mpesa/result_codes.ts';
import type { MobileMoney, PushRequest } from '#lib/server/ports.ts';
import { merchant, till, useDaraja } from './mpesa_world.ts';

const hourMs = 3_600_000;

/** Asks a phone and answers the id of the push. */
async function push(gateway: MobileMoney, request: PushRequest): Promise<string> {
	const accepted = await gateway.requestPush(request);
	if (!accepted.ok) throw new Error(`The push was refused with ${accepted.code}`);
	return accepted.value.checkoutRequestId;
}

describe('M-Pesa, given a paybill', () => {
	const { sandbox, request, daraja, callbacks } = useDaraja();

	test('when a phone is asked, then the request is what Daraja documents, on the clock of Nairobi', async () => {
		const at = Date.parse('2026-11-21T22:30:05Z');
		expect(await daraja({ clock: () => at }).requestPush(request())).toEqual(
			ok({
				checkoutRequestId: expect.stringMatching(/^ws_CO_/),
				merchantRequestId: expect.any(String),
				customerMessage: 'Success. Request accepted for processing',
			}),
		);
		const timestamp = '20261122013005';
		expect(sandbox().pushes()[0]?.request).toEqual({
			BusinessShortCode: '174379',
			Password: Buffer.from(`174379${merchant.passkey}${timestamp}`).toString('base64'),
			Timestamp: timestamp,
			TransactionType: 'CustomerPayBillOnline',
			Amount: 288,
			PartyA: '254712345678',
			PartyB: '174379',
			PhoneNumber: '254712345678',
			CallBackURL: request().callbackUrl,
			AccountReference: 'P0123456789',
			TransactionDesc: 'Battery swap',
		});
	});

	test('when the rider types the PIN, then callback and query say paid', async () => {
		const gateway = daraja();
		const before = Date.now() - 1000;
		const checkoutRequestId = await push(gateway, request());
		await sandbox().settled();
		expect(await gateway.queryPush(checkoutRequestId, Date.now())).toEqual({
			state: 'paid',
			outcome: 'paid',
			resultCode: '0',
			resultText: 'The service request is processed successfully.',
		});
		const callback = gateway.readCallback(callbacks()[0]);
		expect(callback).toMatchObject(
			ok({ checkoutRequestId, resultCode: '0', outcome: 'paid', amountMinor: 28_800, phone: '254712345678' }),
		);
		expect(callback).toMatchObject({ value: { receipt: sandbox().pushes()[0]?.end?.receipt } });
		expect(callback.ok && callback.value.paidAt).toBeGreaterThanOrEqual(before);
		expect(callback.ok && callback.value.paidAt).toBeLessThanOrEqual(Date.now());
	});

	test('when two phones pay at the same time, then each has a receipt of its own', async () => {
		sandbox().script('*', [{ resultCode: null }]);
		const gateway = daraja();
		const ids = [await push(gateway, request()), await push(gateway, request({ phone: '254712345679' }))];
		await Promise.all(ids.map((id) => sandbox().finish(id, '0')));
		const receipts = callbacks()
			.map((json) => parseStkCallback(json))
			.map((read) => read.ok && read.value.receipt);
		expect(new Set(receipts).size).toBe(2);
		expect(receipts).not.toContain(null);
	});

	test('when the prompt is open, then it waits for the PIN, and later nobody knows', async () => {
		sandbox().script('*', [{ resultCode: null }]);
		const gateway = daraja();
		const checkoutRequestId = await push(gateway, request());
		expect(await gateway.queryPush(checkoutRequestId, Date.now())).toMatchObject({
			state: 'pending',
			outcome: 'waiting_for_pin',
			resultCode: '500.001.1001',
		});
		expect(await gateway.queryPush(checkoutRequestId, Date.now() - hourMs)).toMatchObject({
			state: 'pending',
			outcome: 'unknown',
		});
	});

	test.each(Object.keys(resultCodes).filter((code) => /^\d+$/.test(code)))(
		'when a push ends with %s, then callback and query tell the same outcome',
		async (code) => {
			sandbox().script('*', [{ resultCode: code }]);
			const gateway = daraja();
			const checkoutRequestId = await push(gateway, request());
			await sandbox().settled();
			const outcome = outcomeOf(code);
			const { state } = pushOutcomes[outcome];
			expect(await gateway.queryPush(checkoutRequestId, Date.now())).toMatchObject({
				state,
				outcome,
				resultCode: code,
			});
			expect(parseStkCallback(callbacks()[0])).toMatchObject(ok({ checkoutRequestId, resultCode: code, outcome }));
		},
	);

	test('when it ends with a code that nobody documents, then that is no no', async () => {
		sandbox().script('*', [{ resultCode: '4711' }]);
		const gateway = daraja();
		const checkoutRequestId = await push(gateway, request());
		await sandbox().settled();
		expect(await gateway.queryPush(checkoutRequestId, Date.now())).toMatchObject({
			state: 'pending',
			outcome: 'unknown',
			resultCode: '4711',
		});
	});

	test.each([
		['in another currency', { currency: 'RWF' }, refuse('PUSH_CURRENCY_UNSUPPORTED', { currency: 'RWF' })],
		['of broken shillings', { amountMinor: 28_850 }, refuse('PUSH_AMOUNT_INVALID', { amount: 288.5, currency: 'KES' })],
		['of nothing', { amountMinor: 0 }, refuse('PUSH_AMOUNT_INVALID', { amount: 0, currency: 'KES' })],
		['below nothing', { amountMinor: -100 }, refuse('PUSH_AMOUNT_INVALID', { amount: -1, currency: 'KES' })],
		[
			'of more than Daraja takes',
			{ amountMinor: 1e9 },
			refuse('PUSH_AMOUNT_INVALID', { amount: 1e7, currency: 'KES' }),
		],
		['of a phone elsewhere', { phone: '250788123456' }, refuse('PUSH_PHONE_INVALID', { phone: '250788123456' })],
		[
			'called back nowhere',
			{ callbackUrl: 'nowhere' },
			refuse('PUSH_REFUSED', { reason: 'Bad Request - Invalid CallBackURL' }),
		],
	])('when money is asked for %s, then no phone rings', async (_, differing, refusal) => {
		expect(await daraja().requestPush(request(differing))).toEqual(refusal);
		expect(sandbox().pushes()).toEqual([]);
	});

	test('when another payment of the phone is under way, then that is told', async () => {
		sandbox().trouble({ kind: 'locked', endpoint: 'push' });
		expect(await daraja().requestPush(request())).toEqual(refuse('PUSH_PHONE_LOCKED', { phone: '254712345678' }));
	});

	test.each([
		['Échange d’une batterie', 'Echange dune'],
		['電池', 'P0123456789'],
		['Battery swap 12345', 'Battery swap'],
	])('when the description is %s, then a phone shows %s', async (description, shown) => {
		await push(daraja(), request({ description }));
		expect(sandbox().pushes()[0]?.request).toMatchObject({ TransactionDesc: shown });
	});

	test.each(['', 'P01234567890X', 'SUB-8847', 'P 1'])(
		'when the account reference is "%s", then that is a mistake of ours',
		async (accountReference) => {
			await expect(daraja().requestPush(request({ accountReference }))).rejects.toThrow(TypeError);
		},
	);
});

describe('M-Pesa, given a till', () => {
	const { sandbox, request, daraja } = useDaraja(till);

	test('when a phone is asked, then the till receives for its store', async () => {
		await push(daraja(), request());
		expect(sandbox().pushes()[0]?.request).toMatchObject({
			BusinessShortCode: '174379',
			TransactionType: 'CustomerBuyGoodsOnline',
			PartyB: '5060708',
		});
	});
});

describe('M-Pesa, given phones by their numbers', () => {
	const { sandbox, request, daraja, callbacks } = useDaraja();

	test.each([
		['254700002001', 'wrong_pin'],
		['254700001032', 'cancelled'],
		['254700001101', 'insufficient_funds'],
		['254700001117', 'duplicate'],
	])('when %s is asked, then it ends as %s', async (phone, outcome) => {
		const gateway = daraja();
		const checkoutRequestId = await push(gateway, request({ phone }));
		await sandbox().settled();
		expect(await gateway.queryPush(checkoutRequestId, Date.now())).toMatchObject({ state: 'failed', outcome });
	});

	test('when a rider mistypes the PIN once, then the second request is paid', async () => {
		const gateway = daraja();
		const first = await push(gateway, request({ phone: '254700001207' }));
		const second = await push(gateway, request({ phone: '254700001207' }));
		await sandbox().settled();
		expect(await gateway.queryPush(first, Date.now())).toMatchObject({ outcome: 'wrong_pin' });
		expect(await gateway.queryPush(second, Date.now())).toMatchObject({ outcome: 'paid' });
	});

	test('when the callback is silent, then the query says paid', async () => {
		const gateway = daraja();
		const checkoutRequestId = await push(gateway, request({ phone: '254700001201' }));
		await sandbox().settled();
		expect(callbacks()).toEqual([]);
		expect(await gateway.queryPush(checkoutRequestId, Date.now())).toMatchObject({ state: 'paid' });
	});

	test('when the callback is double, then both say the same', async () => {
		await push(daraja(), request({ phone: '254700001203' }));
		await sandbox().settled();
		expect(callbacks()).toHaveLength(2);
		expect(callbacks()[1]).toEqual(callbacks()[0]);
	});

	test.each([
		['254700001204', 27_800],
		['254700001205', 29_800],
	])('when %s pays another amount, then the callback tells it', async (phone, amountMinor) => {
		await push(daraja(), request({ phone }));
		await sandbox().settled();
		expect(parseStkCallback(callbacks()[0])).toMatchObject({ value: { amountMinor } });
	});

	test('when the callback is late, then the query says paid before it comes', async () => {
		const gateway = daraja();
		sandbox().script('254712345678', [{ resultCode: '0', callbackDelayMs: 600_000 }]);
		const checkoutRequestId = await push(gateway, request());
		await expect.poll(async () => (await gateway.queryPush(checkoutRequestId, Date.now())).state).toBe('paid');
		expect(callbacks()).toEqual([]);
	});
});

describe('M-Pesa, given callbacks that are lost', () => {
	const { sandbox, request, daraja, callbacks, answerWith } = useDaraja();

	test('when the shop answers 503, then the callback is dropped and the pull lists the payment', async () => {
		const gateway = daraja();
		await gateway.registerPull({ nominatedPhone: '254722000000', callbackUrl: request().callbackUrl });
		answerWith(503);
		await push(gateway, request());
		await sandbox().settled();
		expect(callbacks()).toHaveLength(1);
		const [taken] = sandbox().pushes();
		expect(taken?.callbackStatuses).toEqual([503]);
		const { transactions } = await gateway.pullTransactions({
			from: Date.now() - hourMs,
			to: Date.now() + hourMs,
			offset: 0,
		});
		expect(transactions).toEqual([
			{
				transactionId: taken?.end?.receipt,
				paidAt: Math.floor(taken!.end!.at / 1000) * 1000,
				msisdn: '254712345678',
				amountMinor: 28_800,
				currency: 'KES',
				billReference: 'P0123456789',
				type: 'c2b-pay-bill-debit',
			},
		]);
	});

	test('when more arrived than one page holds, then every page is found and then the end', async () => {
		const gateway = daraja();
		const callbackUrl = request().callbackUrl;
		await gateway.registerPull({ nominatedPhone: '254722000000', callbackUrl });
		for (let count = 0; count < 12; count++) await push(gateway, request());
		sandbox().script('*', [{ resultCode: '1032' }]);
		await push(gateway, request());
		await sandbox().settled();
		const span = { from: Date.now() - hourMs, to: Date.now() + hourMs };
		const found: string[] = [];
		for (let offset: number | null = 0; offset !== null;) {
			const page = await gateway.pullTransactions({ ...span, offset });
			found.push(...page.transactions.map(({ transactionId }) => transactionId));
			offset = page.nextOffset;
		}
		expect(new Set(found).size).toBe(12);
		expect(found).toHaveLength(12);
	});

	test('when nothing arrived in that time, then the list is empty', async () => {
		const gateway = daraja();
		await gateway.registerPull({ nominatedPhone: '254722000000', callbackUrl: request().callbackUrl });
		await push(gateway, request());
		await sandbox().settled();
		const earlier = { from: Date.now() - 3 * hourMs, to: Date.now() - 2 * hourMs, offset: 0 };
		expect(await gateway.pullTransactions(earlier)).toEqual({ transactions: [], nextOffset: null });
	});

	test('when the shortcode is registered again, then that is no problem', async () => {
		const options = { nominatedPhone: '254722000000', callbackUrl: request().callbackUrl };
		await daraja().registerPull(options);
		await expect(daraja().registerPull(options)).resolves.toBeUndefined();
	});
});
