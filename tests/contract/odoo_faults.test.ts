import { describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { apiKey, interfaces, payment, subscription, usage, useOdoo } from './odoo_world.ts';

/** The fault that a promise ends with; fails if it ends otherwise. */
async function faultOf(promise: Promise<unknown>): Promise<FaultError> {
	const error: unknown = await promise.then(
		(value) => new Error(`It answered ${JSON.stringify(value)}`),
		(reason: unknown) => reason,
	);
	if (!(error instanceof FaultError)) throw error;
	return error;
}

/** Everything that a log or a page could print of an error. */
function everythingOf(error: Error): string {
	const { message, stack, cause } = error;
	return [message, stack, cause instanceof Error ? everythingOf(cause) : String(cause)].join('\n');
}

describe.each(interfaces)('Odoo over %s, given an answer that is lost', (api) => {
	const { sandbox, erp } = useOdoo(api);

	test.each([
		['res.partner', 'create'],
		['sale.order', 'create'],
		['sale.order', 'action_confirm'],
	])('of %s.%s, when the plan is synchronised again, then there is one of each and it runs', async (model, method) => {
		sandbox().misbehave({ kind: 'lose_answer', model, method, times: 1 });
		await faultOf(erp().syncSubscription(subscription));
		expect(await erp().syncSubscription(subscription)).toMatchObject({ value: { erpId: '1', active: true } });
		expect(sandbox().records('res.partner')).toHaveLength(1);
		expect(sandbox().records('sale.order')).toHaveLength(1);
	});

	test.each(['create', 'action_post'])(
		'of %s, when the payment is recorded again, then one is posted',
		async (method) => {
			sandbox().misbehave({ kind: 'lose_answer', model: 'account.payment', method, times: 1 });
			await faultOf(erp().recordPayment(payment));
			expect(await erp().recordPayment(payment)).toEqual(ok('1'));
			expect(sandbox().records('account.payment')).toMatchObject([{ state: 'in_process' }]);
		},
	);

	test('of a usage line, when it is recorded again, then there is one', async () => {
		await erp().syncSubscription(subscription);
		sandbox().misbehave({ kind: 'lose_answer', model: 'sale.order.line', method: 'create', times: 1 });
		await faultOf(erp().recordUsage(usage));
		expect(await erp().recordUsage(usage)).toEqual(ok('2'));
		expect(sandbox().records('sale.order.line')).toHaveLength(2);
	});

	test('because it came too late, when it is asked again, then there is one', async () => {
		sandbox().misbehave({ kind: 'late', model: 'account.payment', method: 'create', times: 1 });
		await faultOf(erp({ timeLimitMs: 300 }).recordPayment(payment));
		expect(await erp().recordPayment(payment)).toEqual(ok('1'));
		expect(sandbox().records('account.payment')).toHaveLength(1);
	});
});

describe.each(interfaces)('Odoo over %s, given trouble', (api) => {
	const { sandbox, erp } = useOdoo(api);

	test.each([
		['down', 'Odoo is out of reach', 5000],
		['error_500', 'The address of Odoo answered 500 in another form than Odoo does', 5000],
		['html', 'The address of Odoo answered 200 in another form than Odoo does', 5000],
		['busy', 'The address of Odoo answered 429 in another form than Odoo does', 7000],
		['locked', 'Odoo failed with psycopg2.errors.SerializationFailure', 5000],
		['huge', 'Odoo answered more than 1000000 bytes', 5000],
	] as const)('when it is %s, then it is asked again later', async (kind, message, retryAfterMs) => {
		sandbox().misbehave({ kind });
		const fault = await faultOf(erp().recordPayment(payment));
		expect(fault).toMatchObject({ source: 'odoo', message, retryAfterMs });
		expect(everythingOf(fault)).not.toContain(apiKey);
		sandbox().misbehave(null);
		expect(await erp().recordPayment(payment)).toEqual(ok('1'));
	});

	test('when it is slow, then it is given up at the limit', async () => {
		sandbox().misbehave({ kind: 'slow' });
		const fault = await faultOf(erp({ timeLimitMs: 200 }).recordPayment(payment));
		expect(fault).toMatchObject({ message: 'Odoo gave no answer within 200 ms', retryAfterMs: 5000 });
		expect(everythingOf(fault)).not.toContain(apiKey);
	});

	test('when nothing listens there, then it is asked again later', async () => {
		const gateway = erp();
		await sandbox().stop();
		expect(await faultOf(gateway.recordPayment(payment))).toMatchObject({ message: 'Odoo is out of reach' });
	});

	test('when it refuses the data, then its reason is told without the key', async () => {
		const message = `The number is not valid.\n(asked with ${apiKey})`;
		sandbox().misbehave({ kind: 'refuse', model: 'account.payment', method: 'create', message });
		const reason = 'The number is not valid. (asked with …)';
		expect(await erp().recordPayment(payment)).toEqual(refuse('ERP_REFUSED', { reason }));
	});

	test('when a field is not its own, then that is refused', async () => {
		const names = { order: { subscriptionState: 'x_state' } };
		const answer = await erp({ names }).syncSubscription(subscription);
		expect(answer).toMatchObject({
			code: 'ERP_REFUSED',
			params: { reason: 'Invalid field sale.order.x_state in leaf' },
		});
	});

	test.each([{ usage: { model: 'x_usage' } }, { usage: { method: 'x_create' } }])(
		'when it lacks what %j names, then that is refused',
		async (names) => {
			await erp().syncSubscription(subscription);
			const answer = await erp({ names }).recordUsage(usage);
			expect(answer).toMatchObject({
				code: 'ERP_REFUSED',
				params: { reason: expect.stringContaining('does not exist') },
			});
		},
	);

	test('when the key is wrong, then everything waits for the right one', async () => {
		const wrong = 'f'.repeat(40);
		const fault = await faultOf(erp({ apiKey: wrong }).recordPayment(payment));
		expect(fault.message).toBe('Odoo denies access, should accept PITLANE_ODOO_LOGIN with PITLANE_ODOO_API_KEY');
		expect(fault.retryAfterMs).toBe(60_000);
		expect(everythingOf(fault)).not.toContain(wrong);
		expect(sandbox().records('account.payment')).toEqual([]);
	});
});

describe('Odoo over jsonrpc, given a gateway that has signed in', () => {
	const { sandbox, erp } = useOdoo('jsonrpc');

	test('when it works on, then it does not sign in again', async () => {
		const gateway = erp();
		await gateway.recordPayment(payment);
		sandbox().misbehave({ kind: 'down', model: 'common', method: 'authenticate' });
		expect(await gateway.recordPayment(payment)).toEqual(ok('1'));
	});

	test('when Odoo forgets it once, then it signs in again', async () => {
		const gateway = erp();
		await gateway.recordPayment(payment);
		sandbox().misbehave({ kind: 'denied', model: 'account.payment', times: 1 });
		expect(await gateway.recordPayment(payment)).toEqual(ok('1'));
	});
});
