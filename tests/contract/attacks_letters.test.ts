import { beforeEach, describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { handleMessage } from '#lib/server/agent/handle_message.ts';
import type { AgentParts } from '#lib/server/agent/agent_parts.ts';
import { replayDelivery } from '#lib/server/agent/replay_delivery.ts';
import { replayLetter } from '#lib/server/engine/dead_letter_commands.ts';
import { drainOutbox } from '#lib/server/engine/drain_outbox.ts';
import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import type { IncomingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import { insertDeadLetter, openLetterLimit } from '#lib/server/store/machine_rows.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { makeDatabase, rowsOf } from '../fixtures/test_store.ts';

const topic = `call/uxi/attendant/plan/${samplePlan.planId}/validate_quota`;
const tokens = createActorTokens({ seed: new Uint8Array(32).fill(7) });
const request = {
	plan_id: samplePlan.planId,
	correlation_id: 'records-1',
	actor: { type: 'attendant', id: 'attendant-789' },
	data: { action: 'VALIDATE_SERVICE_QUOTA' },
};

let world: CoreWorld;

beforeEach(async () => {
	world = await openCoreWorld(await (await makeDatabase('libSQL file')).open());
});

function parts(findCaller: AgentParts['findCaller'] = async () => null): AgentParts {
	return { engine: world.engine, tokens, findCaller, isTabOpen: async () => true };
}

/** A message as the connection reads it: of a tab with a good token, unless it is trusted. */
function message(payload: string | Uint8Array, { trusted = false, on = topic } = {}): IncomingMessage {
	const exp = Math.floor(world.now() / 1000) + 60;
	const claims = { sub: 'attendant-789', role: 'attendant', station: 'STATION_002', client_id: 'tab-1', exp };
	return {
		topic: on,
		payload: Buffer.from(payload),
		trusted,
		properties: {
			responseTopic: `${trusted ? '' : 'tab/'}reply/tab-1/x`,
			responseClientId: 'tab-1',
			correlationData: Buffer.from('corr-1'),
			userProperties: trusted ? {} : { actor_token: tokens.sign(claims) },
		},
	};
}

const letters = () => rowsOf(world.store, 'SELECT * FROM dead_letters ORDER BY at, id');

describe('a dead letter', () => {
	test('has all that a replay needs, and no token', async () => {
		const sent = message('{"plan_id": "café');
		await handleMessage(parts(), sent);
		const [letter] = await letters();
		expect(letter).toMatchObject({
			topic,
			payload: '{"plan_id": "café',
			encoding: 'utf8',
			reason: 'REQUEST_NOT_JSON',
			origin: 'tab-1',
			at: world.now(),
			status: 'open',
		});
		expect(JSON.parse(String(letter?.['properties_json']))).toEqual({
			responseTopic: 'tab/reply/tab-1/x',
			correlationData: Buffer.from('corr-1').toString('base64'),
			personId: 'attendant-789',
			sizeBytes: 18,
			replayable: true,
		});
		expect(JSON.stringify(letter)).not.toContain(sent.properties.userProperties['actor_token']);
	});

	test.each([
		['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe])],
		['a NUL', Buffer.from('{"a":"\0"}')],
		['half a character', Buffer.from('é').subarray(0, 1)],
	])('keeps %s in base64', async (_, payload) => {
		await handleMessage(parts(), message(payload));
		expect(await letters()).toMatchObject([{ payload: payload.toString('base64'), encoding: 'base64' }]);
	});

	test('keeps a byte order mark', async () => {
		await handleMessage(parts(), message('\ufeff{'));
		expect(await letters()).toMatchObject([{ payload: '\ufeff{', encoding: 'utf8' }]);
	});

	test.each([
		[64 * 1024, true, 64 * 1024],
		[64 * 1024 + 1, false, 4096],
		[1024 * 1024, false, 4096],
	])('of %i bytes: replayable %s, keeps %i', async (size, replayable, kept) => {
		const replies = await handleMessage(parts(), message('x'.repeat(size)));
		expect(replies).toHaveLength(1);
		const [letter] = await letters();
		expect(letter?.['payload']).toHaveLength(kept);
		expect(JSON.parse(String(letter?.['properties_json']))).toMatchObject({ replayable, sizeBytes: size });
	});

	test('of nobody is never replayable, and its origin is no claim', async () => {
		const sent = message('{');
		await handleMessage(parts(), { ...sent, properties: { ...sent.properties, userProperties: {} } });
		await handleMessage(parts(), {
			...sent,
			properties: {
				...sent.properties,
				responseTopic: 'tab/reply/service/x',
				responseClientId: 'service',
				userProperties: {},
			},
		});
		for (const letter of await letters()) {
			expect(letter).toMatchObject({ origin: 'unknown' });
			expect(JSON.parse(String(letter['properties_json']))).toMatchObject({ replayable: false, personId: null });
		}
	});

	test('of a trusted account says so', async () => {
		await handleMessage(parts(), message('{', { trusted: true }));
		expect(await letters()).toMatchObject([{ origin: 'service' }]);
	});
});

describe('a message that breaks its handling', () => {
	const broken = () => parts(() => Promise.reject(new TypeError('A mistake of ours')));

	test('is kept to be replayed after a mend, and not answered', async () => {
		await expect(handleMessage(broken(), message(JSON.stringify(request)))).rejects.toMatchObject({ source: 'agent' });
		expect(await letters()).toMatchObject([{ reason: 'FAILED', origin: 'tab-1', payload: JSON.stringify(request) }]);
	});

	test('is no dead letter where a machine is broken: the client asks again', async () => {
		const down = parts(() => Promise.reject(new FaultError('store', 'The database does not answer')));
		await expect(handleMessage(down, message(JSON.stringify(request)))).rejects.toMatchObject({ source: 'store' });
		expect(await letters()).toEqual([]);
	});

	test('by a trusted account is kept however many there are', async () => {
		const real = world.engine;
		const engine = {
			...real,
			store: {
				...real.store,
				get db(): never {
					throw new TypeError('A mistake of ours');
				},
			},
		};
		const sent = message(JSON.stringify(request), { trusted: true });
		for (let i = 0; i < 40; i++)
			await expect(handleMessage({ ...parts(), engine }, sent)).rejects.toMatchObject({ source: 'agent' });
		expect(await letters()).toHaveLength(40);
	});
});

describe('the dead letters', () => {
	test('stay within their bound: the oldest garbage goes first, what broke its handling last', async () => {
		const letter = (i: number, reason: string) =>
			insertDeadLetter({
				id: `dead-${String(i).padStart(5, '0')}`,
				topic,
				payload: '{',
				encoding: 'utf8',
				reason,
				origin: 'service',
				properties: { responseTopic: null, correlationData: null, personId: null, sizeBytes: 1, replayable: true },
				at: i,
			});
		const stored = Array.from({ length: openLetterLimit }, (_, i) => letter(i, i < 2 ? 'FAILED' : 'REQUEST_NOT_JSON'));
		await world.store.writer.commit(stored);
		await handleMessage(parts(), message('{'));
		const left = await letters();
		expect(left).toHaveLength(openLetterLimit);
		expect(left.slice(0, 3).map(({ id }) => id)).toEqual(['dead-00000', 'dead-00001', 'dead-00003']);
		expect(left.at(-1)).toMatchObject({ origin: 'tab-1' });
	});
});

describe('a replay', () => {
	const tab = {
		sub: 'attendant-789',
		role: 'attendant',
		station: 'STATION_001',
		client_id: 'tab-1',
		exp: 9_999_999_999,
	};

	/** Has a letter replayed that says of itself that it may be. */
	async function replay(origin: string, personId: string | null): Promise<void> {
		const data = { action: 'COLLECT_PAYMENT', payment_amount: 120, payment_reference: 'REPLAY-1' };
		const payload = JSON.stringify({ ...request, data });
		const properties = {
			responseTopic: null,
			correlationData: null,
			personId,
			sizeBytes: payload.length,
			replayable: true,
		};
		const on = `call/uxi/attendant/plan/${samplePlan.planId}/collect_payment`;
		const letter = {
			id: 'dead-1',
			topic: on,
			payload,
			encoding: 'utf8',
			reason: 'FAILED',
			origin,
			properties,
			at: 1,
		} as const;
		await world.store.writer.commit([insertDeadLetter(letter)]);
		await replayLetter(world.engine, { id: letter.id, actorId: 'manager-1', origin: '192.0.2.7' });
		const delivery = replayDelivery(parts(), () => Promise.resolve());
		expect(await drainOutbox(world.engine, delivery, () => true)).toBe(1);
	}

	const payments = () => rowsOf(world.store, 'SELECT actor_id FROM payments');

	test('of a trusted account’s letter has its effect', async () => {
		await replay('service', null);
		expect(await payments()).toHaveLength(1);
		expect(await letters()).toMatchObject([{ status: 'replayed' }]);
	});

	test.each([
		['nobody', 'unknown', null],
		['a tab of which no person is known', 'tab-1', null],
		['a person who is gone', 'tab-1', 'attendant-789'],
	])('of a letter of %s never counts as a trusted account’s', async (_, origin, personId) => {
		await replay(origin, personId);
		expect(await payments()).toEqual([]);
		expect(await letters()).toMatchObject([{ status: 'open', outcome: 'ACCOUNT_DISABLED' }]);
	});

	test('is not for what was refused to its sender', async () => {
		const nowhere = { on: 'call/uxi/attendant/plan/SUB-8847-KE/later' };
		const sent = message('{}', nowhere);
		const { properties } = sent;
		for (const change of [
			{ responseClientId: 'tab-2' },
			{ userProperties: { actor_token: tokens.sign({ ...tab, exp: 1 }) } },
			{ userProperties: {} },
		])
			await handleMessage(parts(), { ...sent, properties: { ...properties, ...change } });
		for (const letter of await letters())
			expect(JSON.parse(String(letter['properties_json']))).toMatchObject({ replayable: false });
		expect(await letters()).toHaveLength(3);
	});
});
