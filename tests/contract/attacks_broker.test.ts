import { describe, expect, test } from 'vitest';
import type { IClientOptions } from 'mqtt';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { accounts, brokerKinds, closing, connect, publishCode, subscribeCode } from './broker_harness.ts';
import { messageOf, useAttackWorld } from './use_attack_world.ts';

const quota = { operation: 'validate_quota', data: {} } as const;

const eavesdropping = (victim: string) => [
	'#',
	'+/#',
	'+/+',
	'+/+/+',
	'reply/#',
	'reply/+/#',
	'reply/+/+',
	`reply/${victim}/#`,
	`reply/${victim}/validate_quota`,
	`tab/reply/${victim}/#`,
	`../reply/${victim}/#`,
	`/reply/${victim}/#`,
	'tab/#',
	'echo/#',
	'rtrn/#',
	'stat/#',
	'meta/#',
	'call/uxi/attendant/plan/+/+',
	'$SYS/#',
	'$CONTROL/#',
	'$CONTROL/dynamic-security/v1/response',
	'$share/x/#',
	`$share/x/reply/${victim}/#`,
	'$share/abs-agent/call/uxi/attendant/plan/+/+',
	'$share/abs-agent/tab/call/uxi/attendant/plan/+/+',
];

const forbiddenTopics = (victim: string) => [
	`reply/${victim}/validate_quota`,
	`tab/reply/${victim}/validate_quota`,
	`../tab/reply/${victim}/validate_quota`,
	'echo/abs/service/plan/SUB-8847-KE/validate_service_quota',
	'rtrn/abs/attendant/plan/SUB-8847-KE/validate_quota',
	'stat/abs/attendant/plan/SUB-8847-KE/activity',
	'meta/abs/attendant/plan/SUB-8847-KE/workflow',
	'tab/call/uxi/attendant/plan/SUB-8847-KE/validate_quota',
	'../call/uxi/attendant/plan/SUB-8847-KE/validate_quota',
	'/call/uxi/attendant/plan/SUB-8847-KE/validate_quota',
	'call/uxi/attendant/plan/SUB-8847-KE/validate_quota/',
	'emit/uxi/billing/plan/SUB-8847-KE/other',
	'$share/abs-agent/call/uxi/attendant/plan/SUB-8847-KE/validate_quota',
	'$CONTROL/dynamic-security/v1',
	'$SYS/broker/uptime',
];

const responseTopics = (victim: string) => [
	`reply/${victim}/validate_quota`,
	`tab/reply/${victim}/validate_quota`,
	`reply/../${victim}/validate_quota`,
	'echo/abs/service/plan/SUB-8847-KE/validate_service_quota',
	'call/uxi/attendant/plan/SUB-8847-KE/validate_quota',
	'$CONTROL/dynamic-security/v1',
	'reply',
	'reply/',
];

describe.each(brokerKinds)('a broker that is pried at, %s', (kind) => {
	const { world, keep, openTab, send, harmless, service } = useAttackWorld(kind);

	/** All that trusted accounts and agents would hear of a publication that got through. */
	async function monitor(): Promise<string[]> {
		const heard: string[] = [];
		const client = await service();
		client.on('message', (topic) => heard.push(topic));
		for (const filter of ['echo/#', 'rtrn/#', 'stat/#', 'meta/#']) expect(await subscribeCode(client, filter)).toBe(1);
		return heard;
	}

	test('no subscription hears what another tab is answered', async () => {
		const [attacker, victim] = [await openTab('attendant-001'), await openTab('attendant-789')];
		await harmless(async () => {
			for (const filter of eavesdropping(victim.credential.clientId)) {
				expect([filter, await subscribeCode(attacker.client, filter)]).toEqual([filter, expect.toSatisfy(isRefusal)]);
			}
			expect(await send(victim, quota)).toMatchObject({ data: { success: true } });
		});
		// What the attacker is answered comes over the same connection, after whatever it overheard.
		await send(attacker, quota);
		expect(attacker.heard.map(({ topic }) => topic)).toEqual([
			expect.stringContaining(`reply/${attacker.credential.clientId}/`),
		]);
		expect(victim.heard).toHaveLength(1);
	});

	test('nothing is published but requests', async () => {
		const heard = await monitor();
		const victim = await openTab('attendant-789');
		const reached = world().handled.length;
		await harmless(async () => {
			for (const topic of forbiddenTopics(victim.credential.clientId)) {
				const attacker = await openTab('attendant-001');
				const code = await publishCode(attacker.client, { topic, payload: '{"commands":[{"command":"listClients"}]}' });
				expect([topic, code]).toEqual([topic, expect.toSatisfy(isRefusal)]);
			}
		});
		expect(world().handled.length - reached).toBe(1);
		expect(victim.heard).toEqual([]);
		expect(heard).toEqual([]);
	});

	test('no answer goes to a topic that is not the asker’s own', async () => {
		const heard = await monitor();
		const [attacker, victim] = [await openTab('attendant-001'), await openTab('attendant-789')];
		const topics = responseTopics(victim.credential.clientId);
		const { audit } = await harmless(async () => {
			for (const responseTopic of topics) expect(await send(attacker, { ...quota, responseTopic })).toBeNull();
		});
		expect(audit.map(({ actor_id: actor }) => actor)).toEqual(topics.map(() => 'attendant-001'));
		for (const { detail_json: detail } of audit) expect(detail).toContain('CLIENT_MISMATCH');
		await send(victim, quota);
		expect(victim.heard).toHaveLength(1);
		expect(heard).toEqual([]);
	});

	test('an unreadable request is answered to nobody else either', async () => {
		const [attacker, victim] = [await openTab('attendant-001'), await openTab('attendant-789')];
		const responseTopic = `reply/${victim.credential.clientId}/validate_quota`;
		const { letters } = await harmless(async () => {
			expect(await send(attacker, { ...quota, responseTopic, payload: '{' })).toBeNull();
			expect(await send(attacker, { ...quota, responseTopic, payload: '{', token: null })).toBeNull();
		});
		expect(letters.map(({ origin }) => origin)).toEqual([attacker.credential.clientId, 'unknown']);
		await send(victim, quota);
		expect(victim.heard).toHaveLength(1);
	});

	test('a will on a forbidden topic is never published', async () => {
		const heard = await monitor();
		const victim = await openTab('attendant-789');
		const topics = forbiddenTopics(victim.credential.clientId);
		const reached = world().handled.length;
		await harmless(async () => {
			for (const topic of topics) await dropWithWill({ topic, payload: Buffer.from('{}'), qos: 1, retain: false });
		});
		expect(world().handled.length - reached).toBe(1);
		expect(victim.heard).toEqual([]);
		expect(heard).toEqual([]);
	});

	test('a will on the topic of requests is a request like any other', async () => {
		const topic = `call/uxi/attendant/plan/${samplePlan.planId}/validate_quota`;
		const { letters } = await harmless(async () => {
			const handled = world().nextHandled();
			await dropWithWill({ topic, payload: Buffer.from('{'), qos: 1, retain: false });
			expect(await handled).toMatchObject({ message: { trusted: false }, answers: [] });
		});
		expect(letters).toMatchObject([{ origin: 'unknown', reason: 'REQUEST_NOT_JSON' }]);
	});

	/** Connects a tab that leaves a will, and cuts it off; a broker may also refuse to let it in. */
	async function dropWithWill(will: NonNullable<IClientOptions['will']>): Promise<void> {
		const { username, password, clientId } = await world().mint('attendant-001');
		const client = await connect(world().broker.wsUrl, { username, password, clientId, will }).catch(() => null);
		if (!client) return;
		keep(client);
		const gone = closing(client);
		client.stream.destroy();
		await gone;
	}

	test('a retained request is refused', async () => {
		const attacker = await openTab('attendant-789');
		await harmless(async () => {
			const message = messageOf(world(), attacker, {});
			expect(await publishCode(attacker.client, { ...message, retain: true })).toSatisfy(isRefusal);
		});
	});

	// The embedded broker has no aliases.
	test.runIf(kind === 'mosquitto')('a topic alias opens no topic', async () => {
		const heard = await monitor();
		const attacker = await openTab('attendant-789');
		await harmless(async () => {
			const allowed = messageOf(world(), attacker, quota);
			const alias = { properties: { ...allowed.properties, topicAlias: 1 } };
			const handled = world().nextHandled();
			expect(await publishCode(attacker.client, { ...allowed, ...alias })).toBe(0);
			expect((await handled).message.trusted).toBe(false);
			const again = world().nextHandled();
			expect(await publishCode(attacker.client, { ...allowed, ...alias, topic: '' })).toBe(0);
			expect((await again).message).toMatchObject({ trusted: false, topic: allowed.topic });
			const echo = { topic: 'echo/abs/service/plan/SUB-8847-KE/x', payload: '{}', properties: { topicAlias: 2 } };
			expect(await publishCode(attacker.client, echo)).toSatisfy(isRefusal);
			expect(await publishCode(attacker.client, { ...echo, topic: '' })).toSatisfy(isRefusal);
		});
		expect(heard).toEqual([]);
	});

	test('a client id is nobody’s but its owner’s', async () => {
		const [mine, victim] = [await world().mint('attendant-001'), await openTab('attendant-789')];
		let lost = false;
		victim.client.once('close', () => (lost = true));
		await harmless(async () => {
			for (const clientId of [victim.credential.clientId, accounts.agent.clientId, accounts.agentOne.clientId]) {
				const { username, password } = mine;
				await expect(connect(world().broker.wsUrl, { username, password, clientId })).rejects.toThrow();
			}
			expect(await send(victim, quota)).toMatchObject({ data: { success: true } });
		});
		expect(lost).toBe(false);
	});

	test('one credential is one connection: the later ends the earlier', async () => {
		const first = await openTab('attendant-789');
		const gone = closing(first.client);
		await harmless(async () => {
			const { username, password, clientId } = first.credential;
			keep(await connect(world().broker.wsUrl, { username, password, clientId }));
			await gone;
		});
	});

	test.each([64 * 1024 + 1, 1024 * 1024])('%i bytes never reach the agent', async (size) => {
		const attacker = await openTab('attendant-789');
		const reached = world().handled.length;
		await harmless(async () => {
			const message = messageOf(world(), attacker, { payload: 'x'.repeat(size) });
			expect(await publishCode(attacker.client, message)).toSatisfy(isRefusal);
		});
		expect(world().handled.length - reached).toBe(1);
	});
});

/** A reason code of MQTT 5 that says no, or a connection that the broker ended. */
function isRefusal(code: unknown): boolean {
	return code === 'closed' || (typeof code === 'number' && code >= 0x80);
}
