import { afterEach, describe, expect, test } from 'vitest';
import { createRequestClient } from '#lib/mqtt/request_client.ts';
import type { RequestClient } from '#lib/mqtt/request_client.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import { acknowledgementMessage, addressedTo, replyMessage, replyTo } from '#lib/protocol/replies.ts';
import { parseRequestTopic } from '#lib/protocol/topics.ts';
import { agentLogins } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectAgent } from '#lib/server/gateways/mqtt/agent_connection.ts';
import type { IncomingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import { accounts, brokerKinds, startBroker } from './broker_harness.ts';
import type { BrokerUnderTest } from './broker_harness.ts';

const quota = { operation: 'validate_quota', planId: 'SUB-8847-KE', data: {}, correlationId: 'att-1' } as const;
const content = { success: true, signals: ['QUOTA_AVAILABLE'], metadata: {} };

/** Answers as the agent does: acknowledgement first, then the reply, on the topics of the specs and the Response Topic. */
async function answer(message: IncomingMessage) {
	const topic = parseRequestTopic(message.topic);
	if (!topic) return [];
	const request = JSON.parse(Buffer.from(message.payload).toString()) as RequestEnvelope;
	const { correlationData, responseTopic = '' } = message.properties;
	const answered = { ...topic, correlationId: request.correlation_id, correlationData, at: 0 };
	const messages = [acknowledgementMessage(answered), replyMessage(answered, content)].filter((one) => one !== null);
	return messages.flatMap((one) => [one, addressedTo(responseTopic, one)]);
}

describe.each(brokerKinds)('the browser client over %s', (kind) => {
	const ends: (() => Promise<void> | void)[] = [];
	afterEach(async () => {
		for (const end of ends.splice(0).reverse()) await end();
	});

	const setUp = async () => {
		const broker = await startBroker(kind);
		const stop = once(() => broker.stop());
		ends.push(stop);
		const seen: IncomingMessage[] = [];
		const agent = connectAgent({
			url: broker.tcpUrl,
			logins: agentLogins(accounts.agent),
			onFault: () => undefined,
			handle: (message) => {
				seen.push(message);
				return answer(message);
			},
		});
		ends.push(() => agent.close());
		await agent.ready;
		const { client, ways, issued } = browserClient(broker);
		ends.push(() => client.close());
		return { broker, stop, seen, client, ways, issued };
	};

	test('is answered over MQTT, with its actor token and after the acknowledgement', async () => {
		const { client, seen, ways } = await setUp();
		const reply = await client.request(quota);
		expect(reply).toMatchObject({ correlation_id: 'att-1_abs_quota', data: { signals: ['QUOTA_AVAILABLE'] } });
		expect(seen).toMatchObject([
			{ trusted: false, properties: { responseClientId: 'tab-1', userProperties: { actor_token: 'token of tab-1' } } },
		]);
		expect(ways).toEqual(['mqtt']);
	});

	test('takes fresh credentials where its own were revoked', async () => {
		const { broker, client, ways, issued } = await setUp();
		await client.request(quota);
		await broker.accounts.revoke('user-1');
		await client.request({ ...quota, correlationId: 'att-2' });
		expect(issued()).toBe(2);
		expect(ways).toEqual(['mqtt', 'mqtt']);
	});

	test('succeeds over HTTPS with the broker down', async () => {
		const { client, stop, ways } = await setUp();
		await stop();
		await expect(client.request(quota)).resolves.toMatchObject({ correlation_id: 'att-1_abs_quota' });
		expect(ways).toEqual(['https']);
	});
});

function browserClient(broker: BrokerUnderTest): { client: RequestClient; ways: string[]; issued: () => number } {
	const ways: string[] = [];
	let issued = 0;
	const client = createRequestClient({
		actor: { type: 'attendant', id: 'attendant-001' },
		async credentials() {
			issued++;
			const credential = { username: `user-${issued}`, password: 'secret', clientId: `tab-${issued}` };
			// What the app would do: with the broker down, it issues what the broker will know later.
			await broker.accounts.grant(credential).catch(() => undefined);
			const actorToken = `token of ${credential.clientId}`;
			return { ...credential, url: broker.wsUrl, actorToken, expiresAt: Date.now() + 900_000 };
		},
		fallback: async (operation, request) =>
			replyTo({ operation, planId: request.plan_id, correlationId: request.correlation_id, at: 0 }, content),
		onStatus: ({ state, way }) => state === 'done' && ways.push(way),
	});
	return { client, ways, issued: () => issued };
}

function once(end: () => Promise<void>): () => Promise<void> {
	let ended: Promise<void> | undefined;
	return () => (ended ??= end());
}
