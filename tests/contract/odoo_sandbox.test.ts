import { expect, test } from 'vitest';
import { apiKey, payment, useOdoo } from './odoo_world.ts';

/** The sandbox is steered over HTTP in the demonstration, where it runs in another process. */
const { sandbox, erp } = useOdoo('jsonrpc');

async function steer(path: string, { key = apiKey, body }: { key?: string; body?: unknown } = {}): Promise<unknown> {
	const response = await fetch(`${sandbox().url}/sandbox/${path}`, {
		method: body === undefined ? 'GET' : 'POST',
		headers: { Authorization: `bearer ${key}` },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: response.status, told: await response.json() };
}

test('whoever has the key sees what it holds', async () => {
	await erp().recordPayment(payment);
	expect(await steer('records/account.payment')).toMatchObject({ status: 200, told: [{ memo: 'payment-001' }] });
	expect(await steer('records/x.y')).toMatchObject({ status: 404 });
});

test('whoever has the key makes it misbehave, and forgives it', async () => {
	const rule = { kind: 'refuse', model: 'account.payment', message: 'Closed period' };
	expect(await steer('misbehave', { body: rule })).toEqual({ status: 200, told: rule });
	expect(await erp().recordPayment(payment)).toMatchObject({ params: { reason: 'Closed period' } });
	await steer('misbehave', { body: null });
	expect(await erp().recordPayment(payment)).toMatchObject({ ok: true });
	expect(await steer('misbehave', { body: { kind: 'dance' } })).toMatchObject({ status: 400 });
});

test('nobody else does', async () => {
	expect(await steer('records/res.partner', { key: 'x' })).toMatchObject({ status: 401 });
	expect(await steer('misbehave', { key: 'x', body: { kind: 'down' } })).toMatchObject({ status: 401 });
	expect(await erp().recordPayment(payment)).toMatchObject({ ok: true });
});
