import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { agentReply, createFakeBroker } from './fake_broker.ts';
import { createRequestClient } from './request_client.ts';
import type { RequestStatus } from './request_run.ts';

const minutes = 60_000;
const actor = { type: 'attendant', id: 'attendant-001' };
const quota = { operation: 'validate_quota', planId: 'p1', data: {}, correlationId: 'att-1' } as const;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function setUp() {
	const broker = createFakeBroker();
	const statuses: RequestStatus[] = [];
	let issued = 0;
	const app = {
		/** Requests that came over HTTPS. */
		https: [] as RequestEnvelope[],
		up: true,
	};
	const client = createRequestClient({
		actor,
		open: broker.open,
		onStatus: (status) => statuses.push(status),
		async credentials() {
			if (!app.up) throw new TypeError('fetch failed');
			issued++;
			const username = `user-${issued}`;
			const expiresAt = Date.now() + 15 * minutes;
			return { url: 'ws://b', username, password: 's', clientId: username, actorToken: `token-${issued}`, expiresAt };
		},
		async fallback(operation: OperationName, request: RequestEnvelope) {
			app.https.push(request);
			if (!app.up) throw new TypeError('fetch failed');
			return agentReply(operation, request);
		},
	});
	const told = () => statuses.map(({ way, attempt, state, nextTryInMs }) => [way, attempt, state, nextTryInMs]);
	return { broker, app, client, told };
}

describe('over the broker', () => {
	test('an answer settles the request', async () => {
		const { broker, app, client, told } = setUp();
		const reply = await client.request(quota);
		expect(reply.correlation_id).toBe('att-1_abs_quota');
		expect(broker.published).toMatchObject([
			{
				operation: 'validate_quota',
				actorToken: 'token-1',
				request: { plan_id: 'p1', correlation_id: 'att-1', actor, data: { action: 'VALIDATE_SERVICE_QUOTA' } },
			},
		]);
		expect(app.https).toEqual([]);
		expect(told()).toEqual([
			['mqtt', 1, 'sending', null],
			['mqtt', 1, 'waiting', null],
			['mqtt', 1, 'done', null],
		]);
	});

	test('an acknowledgement does not', async () => {
		const { broker, client } = setUp();
		broker.answering = false;
		let settled = false;
		const request = client.request(quota).finally(() => (settled = true));
		await vi.advanceTimersByTimeAsync(100);
		broker.answer('rtrn');
		await vi.advanceTimersByTimeAsync(100);
		expect(settled).toBe(false);
		broker.answer('echo');
		await request;
	});

	test('three attempts of 15 s with 3, 8 and 15 s in between go out under one correlation id, then HTTPS', async () => {
		const { broker, app, client, told } = setUp();
		broker.answering = false;
		const request = client.request(quota);
		await vi.advanceTimersByTimeAsync(70_999);
		expect(broker.published.map(({ atMs }) => atMs)).toEqual([0, 18_000, 41_000]);
		expect(app.https).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);
		await request;
		const ids = [...broker.published.map(({ request }) => request), ...app.https].map((sent) => sent.correlation_id);
		expect(ids).toEqual(['att-1', 'att-1', 'att-1', 'att-1']);
		expect(told()).toEqual([
			['mqtt', 1, 'sending', null],
			['mqtt', 1, 'waiting', null],
			['mqtt', 1, 'retrying', 3000],
			['mqtt', 2, 'sending', null],
			['mqtt', 2, 'waiting', null],
			['mqtt', 2, 'retrying', 8000],
			['mqtt', 3, 'sending', null],
			['mqtt', 3, 'waiting', null],
			['mqtt', 3, 'retrying', 15_000],
			['https', 1, 'sending', null],
			['https', 1, 'done', null],
		]);
	});

	test('a late answer settles the request between two attempts', async () => {
		const { broker, client } = setUp();
		broker.answering = false;
		const request = client.request(quota);
		await vi.advanceTimersByTimeAsync(16_000);
		broker.answer();
		await request;
		expect(broker.published).toHaveLength(1);
	});

	test('two requests under way each get their own answer', async () => {
		const { client } = setUp();
		const [first, second] = await Promise.all([
			client.request(quota),
			client.request({ ...quota, correlationId: 'att-10' }),
		]);
		expect([first.correlation_id, second.correlation_id]).toEqual(['att-1_abs_quota', 'att-10_abs_quota']);
	});

	test('a connection lost in mid-request is opened again for the next attempt', async () => {
		const { broker, client } = setUp();
		broker.answering = false;
		const request = client.request(quota);
		await vi.advanceTimersByTimeAsync(1000);
		broker.cut();
		broker.answering = true;
		await vi.advanceTimersByTimeAsync(3000);
		await request;
		expect(broker.published.map(({ atMs }) => atMs)).toEqual([0, 4000]);
	});
});

describe('over HTTPS', () => {
	test('at once, where the broker cannot be reached', async () => {
		const { broker, app, client, told } = setUp();
		broker.up = false;
		await client.request(quota);
		expect(app.https).toMatchObject([{ correlation_id: 'att-1', actor }]);
		expect(told()).toEqual([
			['mqtt', 1, 'sending', null],
			['https', 1, 'sending', null],
			['https', 1, 'done', null],
		]);
	});

	test('without trying the broker again for a while', async () => {
		const { broker, client } = setUp();
		broker.up = false;
		await client.request(quota);
		await client.request({ ...quota, correlationId: 'att-2' });
		expect(broker.logins).toHaveLength(1);
		broker.up = true;
		await vi.advanceTimersByTimeAsync(10_000);
		await client.request({ ...quota, correlationId: 'att-3' });
		expect(broker.published).toHaveLength(1);
	});

	test('after the back-off, where the broker stops in mid-request', async () => {
		const { broker, app, client } = setUp();
		broker.answering = false;
		const request = client.request(quota);
		await vi.advanceTimersByTimeAsync(1000);
		broker.up = false;
		broker.cut();
		await vi.advanceTimersByTimeAsync(3000);
		await request;
		expect(app.https).toHaveLength(1);
	});

	test('where both fail the caller may ask again, under the same correlation id', async () => {
		const { broker, app, client, told } = setUp();
		broker.up = false;
		app.up = false;
		const failed = { name: 'FaultError', source: 'mqtt', retryAfterMs: 5000 };
		await expect(client.request(quota)).rejects.toMatchObject(failed);
		expect(told().at(-1)).toEqual(['https', 1, 'failed', null]);
		app.up = true;
		await expect(client.request(quota)).resolves.toMatchObject({ correlation_id: 'att-1_abs_quota' });
	});

	test('a connection that never comes up is given up after a while', async () => {
		const { broker, app, client } = setUp();
		broker.silent = true;
		const request = client.request(quota);
		await vi.advanceTimersByTimeAsync(8000);
		await request;
		expect(app.https).toHaveLength(1);
	});
});

describe('credentials', () => {
	test('are kept for all requests until shortly before they end', async () => {
		const { broker, client } = setUp();
		await client.request(quota);
		await vi.advanceTimersByTimeAsync(13 * minutes);
		await client.request({ ...quota, correlationId: 'att-2' });
		expect(broker.logins.map(({ username }) => username)).toEqual(['user-1']);
	});

	test('are renewed a minute before they end, without a request', async () => {
		const { broker, client } = setUp();
		await client.request(quota);
		await vi.advanceTimersByTimeAsync(14 * minutes);
		expect(broker.logins.map(({ username }) => username)).toEqual(['user-1', 'user-2']);
		await client.request({ ...quota, correlationId: 'att-2' });
		expect(broker.published.at(-1)?.actorToken).toBe('token-2');
	});

	test('are renewed after the request under way, not in its middle', async () => {
		const { broker, client } = setUp();
		await client.request(quota);
		await vi.advanceTimersByTimeAsync(14 * minutes - 1000);
		broker.answering = false;
		const request = client.request({ ...quota, correlationId: 'att-2' });
		await vi.advanceTimersByTimeAsync(2000);
		expect(broker.logins).toHaveLength(1);
		broker.answer();
		await request;
		await vi.advanceTimersByTimeAsync(0);
		expect(broker.logins).toHaveLength(2);
	});

	test('that the broker refuses after a restart are asked for anew', async () => {
		const { broker, client } = setUp();
		await client.request(quota);
		broker.cut();
		broker.refusedUsers.add('user-1');
		await client.request({ ...quota, correlationId: 'att-2' });
		expect(broker.logins.map(({ username }) => username)).toEqual(['user-1', 'user-1', 'user-2']);
		expect(broker.published).toHaveLength(2);
	});

	test('are not asked for once the client is closed: a request under way ends over HTTPS', async () => {
		const { broker, app, client } = setUp();
		broker.answering = false;
		const request = client.request(quota);
		await vi.advanceTimersByTimeAsync(1000);
		client.close();
		await vi.advanceTimersByTimeAsync(3000);
		await request;
		expect([broker.logins.length, app.https.length]).toEqual([1, 1]);
	});

	test('are not renewed once the client is closed', async () => {
		const { broker, client } = setUp();
		await client.request(quota);
		client.close();
		await vi.advanceTimersByTimeAsync(20 * minutes);
		expect(broker.logins).toHaveLength(1);
	});
});
