import { describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { personRate } from '#lib/server/operations/rate_limit.ts';
import { refuseForeignOrigin } from '#lib/server/auth/same_origin.ts';
import { importer, newDocument, openRestWorld, person } from './rest_world.ts';

/** What is no request of the surface is told so, in one form and never by a fault. */

const id = 'att-sess-1';
const path = `/api/sessions/${id}`;
const open = () => openRestWorld('libSQL file');

const deep = `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`;

test.each([
	['{', 400, 'REQUEST_NOT_JSON'],
	['', 400, 'REQUEST_NOT_JSON'],
	[new Uint8Array([0x22, 0xff, 0x22]), 400, 'REQUEST_NOT_JSON'],
	['[]', 400, 'INPUT_INVALID'],
	['null', 400, 'INPUT_INVALID'],
	[deep, 400, 'REQUEST_TOO_DEEP'],
	['{"__proto__":{"x":1}}', 400, 'REQUEST_KEY_FORBIDDEN'],
	[`"${'x'.repeat(64 * 1024)}"`, 413, 'REQUEST_TOO_LARGE'],
])('the body %j is answered %i %s', async (body, status, code) => {
	const world = await open();
	for (const [method, where] of [
		['POST', '/api/sessions'],
		['PATCH', path],
	] as const) {
		const answer = await world.call(method, where, { body });
		expect(answer).toMatchObject({ status, body: { success: false, error: { code, recoverable: true } } });
	}
});

test('a body without end is read no further than its limit', async () => {
	const world = await open();
	let sent = 0;
	const endless = new ReadableStream<Uint8Array>({
		pull(controller) {
			sent += 16_384;
			controller.enqueue(new Uint8Array(16_384));
		},
	});
	const url = new URL('https://pitlane.example/api/sessions');
	const init = { method: 'POST', body: endless, duplex: 'half', headers: { 'content-type': 'application/json' } };
	const { POST } = await import('../../src/routes/api/sessions/+server.ts');
	const locals = { app: world.app, person: person('attendant'), requestId: 'r' };
	const event = { request: new Request(url, init), url, params: {}, locals };
	expect((await POST(event as never)).status).toBe(413);
	expect(sent).toBeLessThan(200_000);
});

test('only JSON is taken, merge patches by their own name too', async () => {
	const world = await open();
	await world.call('POST', '/api/sessions', { body: newDocument(id) });
	const typed = (method: string, where: string, type: string) =>
		world.call(method, where, { body: '{}', headers: { 'content-type': type } });
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
		expect(await typed('PATCH', path, type)).toMatchObject({
			status: 415,
			body: { error: { code: 'CONTENT_TYPE_UNSUPPORTED' } },
		});
	expect(await typed('POST', '/api/sessions', 'application/merge-patch+json')).toMatchObject({ status: 415 });
	expect(await typed('PATCH', path, 'application/merge-patch+json')).toMatchObject({ status: 200 });
	expect(await typed('PATCH', path, 'Application/JSON; charset=utf-8')).toMatchObject({ status: 200 });
});

test.each([
	['PUT', '/api/sessions', 'GET, POST, HEAD, OPTIONS'],
	['DELETE', '/api/sessions', 'GET, POST, HEAD, OPTIONS'],
	['POST', path, 'GET, PATCH, DELETE, HEAD, OPTIONS'],
	['PATCH', `${path}/events`, 'GET, HEAD, OPTIONS'],
])('%s %s is not there, and says what is', async (method, where, allowed) => {
	const world = await open();
	const answer = await world.call(method, where);
	expect(answer).toMatchObject({ status: 405, body: { error: { code: 'METHOD_NOT_ALLOWED' } } });
	expect(answer.headers.get('allow')).toBe(allowed);
	const options = await world.call('OPTIONS', where);
	expect([options.status, options.headers.get('allow')]).toEqual([204, allowed]);
});

test('an address that there is not is told in the same form', async () => {
	const world = await open();
	for (const where of ['/api/nothing', '/api/sessions/a/b', '/api/'])
		expect(await world.call('GET', where)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
	for (const where of ['/api/sessions/%00', '/api/sessions/%2e%2e%2f', '/api/sessions/__proto__'])
		expect(await world.call('GET', where)).toMatchObject({
			status: 404,
			body: { error: { code: 'SESSION_NOT_FOUND' } },
		});
});

test.each([
	'status=open',
	'limit=0',
	'limit=101',
	'limit=1e1',
	'cursor=x',
	'cursor=W10',
	'cursor=WzEsMl0',
	'device_id=',
	'device_id=%00',
])('the list asked for by %s is refused', async (query) => {
	const world = await open();
	expect(await world.call('GET', `/api/sessions?${query}`)).toMatchObject({
		status: 400,
		body: { error: { code: 'INPUT_INVALID', path: query.split('=')[0] } },
	});
});

test.each([
	['if-match', 'x'],
	['if-match', '"1", "2"'],
	['if-match', '"1e3"'],
	['idempotency-key', ''],
	['idempotency-key', 'x'.repeat(201)],
	['idempotency-key', 'a b'],
])('the header %s: %s is refused', async (name, value) => {
	const world = await open();
	const answer = await world.call('PATCH', path, { body: {}, headers: { [name]: value } });
	expect(answer).toMatchObject({ status: 400, body: { error: { code: 'INPUT_INVALID' } } });
	expect(answer.body.error.path?.toLowerCase()).toBe(name);
});

describe('who asks', () => {
	test('nobody is told to sign in', async () => {
		const world = await open();
		for (const [method, where] of [
			['GET', '/api/sessions'],
			['POST', '/api/sessions'],
			['GET', path],
			['PATCH', path],
			['DELETE', path],
			['GET', `${path}/events`],
		] as const) {
			const answer = await world.call(method, where, { as: null });
			expect(answer).toMatchObject({
				status: 401,
				body: { error: { code: 'NOT_SIGNED_IN', recovery_action: 'SIGN_IN' } },
			});
			expect(answer.headers.get('www-authenticate')).toBe('Bearer');
		}
	});

	test('too fast is told when to come back; others are not kept waiting', async () => {
		const world = await open();
		const burst = Array.from({ length: personRate.burst }, () => world.call('GET', path));
		expect((await Promise.all(burst)).every(({ status }) => status === 404)).toBe(true);
		const limited = await world.call('GET', path);
		expect(limited).toMatchObject({
			status: 429,
			body: { error: { code: 'RATE_LIMITED', recovery_action: 'WAIT', retry_after_ms: 50 } },
		});
		expect(limited.headers.get('retry-after')).toBe('1');
		expect(await world.call('GET', path, { as: importer })).toMatchObject({ status: 404 });
		world.pass(50);
		expect(await world.call('GET', path)).toMatchObject({ status: 404 });
	});

	test('a bearer token that was revoked is worth nothing, and a cookie from another site neither', async () => {
		const world = await open();
		const known = await world.app.auth.authenticate({ cookie: undefined, bearer: 'pl_none', address: '192.0.2.7' });
		expect(known).toMatchObject({ person: null, refusal: { code: 'TOKEN_REFUSED' } });
		const headers = { cookie: 'auth=x', origin: 'https://evil.example', 'content-type': 'application/json' };
		const foreign = new Request('https://pitlane.example/api/sessions', { method: 'POST', headers, body: '{}' });
		expect(refuseForeignOrigin(foreign, 'https://pitlane.example')?.status).toBe(403);
	});
});

test('a store that does not answer is told as such, with the time to wait', async () => {
	const world = await open();
	await world.call('POST', '/api/sessions', { body: newDocument(id) });
	const commit = () => Promise.reject(new FaultError('store', 'gone', { retryAfterMs: 2500 }));
	const engine = { ...world.engine, store: { ...world.store, writer: { ...world.store.writer, commit } } };
	const { PATCH } = await import('../../src/routes/api/sessions/[id]/+server.ts');
	const url = new URL(path, 'https://pitlane.example');
	const headers = { 'content-type': 'application/json' };
	const request = new Request(url, { method: 'PATCH', headers, body: '{"ble_state":{"error":"x"}}' });
	const locals = { app: { ...world.app, engine }, person: person('attendant'), requestId: 'req-9' };
	const response = await PATCH({ request, url, params: { id }, locals } as never);
	expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
	expect(await response.json()).toMatchObject({
		success: false,
		error: { code: 'TEMPORARILY_UNAVAILABLE', recoverable: true, support_code: 'req-9' },
	});
});
