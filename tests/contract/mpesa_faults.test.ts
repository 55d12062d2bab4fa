import { describe, expect, test } from 'vitest';
import { ok } from '#lib/kernel/result.ts';
import { consumerSecret, faultOf, useDaraja } from './mpesa_world.ts';

const soonMs = 5000;
/** A prompt that rang unseen is gone by then. */
const promptGoneMs = 120_000;

/** Everything that a log or a page could print of an error. */
function everythingOf(error: Error): string {
	const { message, stack, cause } = error;
	return [message, stack, cause instanceof Error ? everythingOf(cause) : String(cause)].join('\n');
}

describe('M-Pesa, given a token', () => {
	const { sandbox, request, daraja } = useDaraja();

	test('when many ask at once, then they share one', async () => {
		const gateway = daraja();
		await Promise.all(Array.from({ length: 8 }, () => gateway.requestPush(request())));
		expect(sandbox().tokenCount()).toBe(1);
		expect(sandbox().pushes()).toHaveLength(8);
	});

	test('when it is about to end, then it is renewed before, and not earlier', async () => {
		let now = Date.now();
		const gateway = daraja({ clock: () => now });
		await gateway.requestPush(request());
		now += 3_500_000;
		await gateway.requestPush(request());
		expect(sandbox().tokenCount()).toBe(1);
		now += 60_000;
		await gateway.requestPush(request());
		expect(sandbox().tokenCount()).toBe(2);
	});

	test('when Daraja forgets it early, then another one is had and no request is lost', async () => {
		const gateway = daraja();
		await gateway.requestPush(request());
		sandbox().trouble({ kind: 'token_expired', endpoint: 'push', times: 1 });
		expect(await gateway.requestPush(request())).toMatchObject({ ok: true });
		expect(sandbox().pushes()).toHaveLength(2);
	});

	test('when Daraja accepts none, then it is a fault of the account and not asked for ever', async () => {
		sandbox().trouble({ kind: 'token_expired', endpoint: 'push' });
		expect(await faultOf(daraja().requestPush(request()))).toMatchObject({ retryAfterMs: 60_000 });
	});

	test('when it cannot be fetched, then the next request fetches it', async () => {
		const gateway = daraja();
		sandbox().trouble({ kind: 'down', endpoint: 'token', times: 1 });
		expect(await faultOf(gateway.requestPush(request()))).toMatchObject({ retryAfterMs: soonMs });
		expect(await gateway.requestPush(request())).toMatchObject({ ok: true });
	});
});

describe('M-Pesa, given trouble', () => {
	const { sandbox, request, daraja } = useDaraja();

	test.each([
		['down', 'M-Pesa is out of reach', promptGoneMs],
		['error_500', 'The address of M-Pesa answered 500 in another form than Daraja does', promptGoneMs],
		['html', 'The address of M-Pesa answered 200 in another form than Daraja does', promptGoneMs],
		['huge', 'M-Pesa answered more than 1000000 bytes', promptGoneMs],
		['lose_answer', 'M-Pesa is out of reach', promptGoneMs],
		['throttled', 'M-Pesa takes no more requests for a moment', soonMs],
	] as const)(
		'when it is %s, then a push may be asked again once no phone can ring any more',
		async (kind, message, retryAfterMs) => {
			sandbox().trouble({ kind, endpoint: 'push' });
			const fault = await faultOf(daraja().requestPush(request()));
			expect(fault).toMatchObject({ source: 'mpesa', message, retryAfterMs });
			expect(everythingOf(fault)).not.toContain(consumerSecret);
			sandbox().trouble(null);
			expect(await daraja().requestPush(request())).toMatchObject({ ok: true });
		},
	);

	test.each(['down', 'error_500', 'html', 'huge', 'throttled'] as const)(
		'when it is %s, then a query is asked again soon',
		async (kind) => {
			const gateway = daraja();
			const pushed = await gateway.requestPush(request());
			await sandbox().settled();
			const { checkoutRequestId } = pushed.ok ? pushed.value : { checkoutRequestId: '' };
			sandbox().trouble({ kind, endpoint: 'query', times: 1 });
			expect(await faultOf(gateway.queryPush(checkoutRequestId, Date.now()))).toMatchObject({ retryAfterMs: soonMs });
			expect(await gateway.queryPush(checkoutRequestId, Date.now())).toMatchObject({ state: 'paid' });
		},
	);

	test('when it is slow, then it is given up at the limit', async () => {
		sandbox().trouble({ kind: 'slow', endpoint: 'push' });
		expect(await faultOf(daraja({ timeLimitMs: 200 }).requestPush(request()))).toMatchObject({
			message: 'M-Pesa gave no answer within 200 ms',
			retryAfterMs: promptGoneMs,
		});
		expect(sandbox().pushes()).toEqual([]);
	});

	test('when a push was taken whose answer was lost, then its callback tells of it', async () => {
		sandbox().trouble({ kind: 'lose_answer', endpoint: 'push', times: 1 });
		await faultOf(daraja().requestPush(request()));
		await sandbox().settled();
		expect(sandbox().pushes()).toMatchObject([{ end: { resultCode: '0' }, callbackStatuses: [200] }]);
	});

	test('when the push is unknown to it, then nothing is taken for a no', async () => {
		expect(await faultOf(daraja().queryPush('ws_CO_unknown', Date.now()))).toMatchObject({
			message: 'M-Pesa failed with 400.002.02: Bad Request - Invalid CheckoutRequestID',
			retryAfterMs: soonMs,
		});
	});

	test('when nothing listens there, then it is asked again later', async () => {
		const gateway = daraja();
		await sandbox().stop();
		expect(await faultOf(gateway.requestPush(request()))).toMatchObject({ message: 'M-Pesa is out of reach' });
	});
});

describe('M-Pesa, given a wrong account', () => {
	const { sandbox, request, daraja } = useDaraja();

	test.each([
		[{ consumerSecret: 'wrong-secret' }, 'PITLANE_MPESA_CONSUMER_KEY with PITLANE_MPESA_CONSUMER_SECRET'],
		[{ passkey: 'wrong-passkey' }, 'PITLANE_MPESA_SHORTCODE with PITLANE_MPESA_PASSKEY'],
	])('when it is %j, then the fault says what to mend', async (differing, names) => {
		const fault = await faultOf(daraja(differing).requestPush(request()));
		expect(fault.message).toContain(names);
		expect(fault.retryAfterMs).toBe(60_000);
		expect(everythingOf(fault)).not.toContain('wrong-');
		const asked = daraja(differing).queryPush('ws_CO_1', Date.now());
		expect((await faultOf(asked)).message).toContain(names);
	});

	test('when the shortcode was never registered, then the pull lists nothing', async () => {
		await daraja().requestPush(request());
		await sandbox().settled();
		const span = { from: Date.now() - 1e6, to: Date.now() + 1e6, offset: 0 };
		expect(await daraja().pullTransactions(span)).toEqual({ transactions: [], nextOffset: null });
	});
});

describe('the sandbox, steered over HTTP', () => {
	const { sandbox, request, daraja, callbacks } = useDaraja();

	async function steer(path: string, { key = consumerSecret, body }: { key?: string; body?: unknown } = {}) {
		const response = await fetch(`${sandbox().url}/sandbox/${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { Authorization: `bearer ${key}` },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		return { status: response.status, told: (await response.json()) as unknown };
	}

	test('when a phone is told what to do, then it does, and an open prompt is ended by hand', async () => {
		const scripts = [{ resultCode: null }];
		expect(await steer('scripts', { body: { phone: '254700000009', scripts } })).toMatchObject({ status: 200 });
		expect(await steer('scripts', { body: { phone: '254712345678', scripts } })).toMatchObject({ status: 200 });
		const gateway = daraja();
		const pushed = await gateway.requestPush(request());
		const { checkoutRequestId } = pushed.ok ? pushed.value : { checkoutRequestId: '' };
		expect(await steer('pushes')).toMatchObject({ status: 200, told: [{ checkoutRequestId, end: null }] });
		expect(await steer('finish', { body: { checkoutRequestId, resultCode: '0' } })).toMatchObject({ status: 200 });
		expect(callbacks()).toHaveLength(1);
		expect(gateway.readCallback(callbacks()[0])).toMatchObject(ok({ checkoutRequestId, resultCode: '0' }));
	});

	test('when it is told to be in trouble, then it is until it is forgiven', async () => {
		await steer('trouble', { body: { kind: 'throttled', endpoint: 'push' } });
		await faultOf(daraja().requestPush(request()));
		await steer('trouble', { body: null });
		expect(await daraja().requestPush(request())).toMatchObject({ ok: true });
		expect(await steer('trouble', { body: { kind: 'dance' } })).toMatchObject({ status: 400 });
		expect(await steer('elsewhere')).toMatchObject({ status: 404 });
	});

	test('when somebody has no secret, then nothing happens', async () => {
		expect(await steer('pushes', { key: 'x' })).toMatchObject({ status: 401 });
		expect(await steer('trouble', { key: 'x', body: { kind: 'down' } })).toMatchObject({ status: 401 });
		expect(await daraja().requestPush(request())).toMatchObject({ ok: true });
	});
});
