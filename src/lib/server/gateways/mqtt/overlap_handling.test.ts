import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BrokerAccount, BrokerRole } from '../broker/access_rules.ts';
import { startEmbeddedBroker } from '../broker/embedded_broker.ts';
import { overlapHandling } from './overlap_handling.ts';

const account = (role: BrokerRole): BrokerAccount => ({ role, username: role, password: 'secret', clientId: role });
const requests = 'emit/uxi/attendant/plan/+/+';
const handLimit = 8;
const topic = 'emit/uxi/attendant/plan/SUB-8847-KE/identify_customer';

describe('handling that overlaps', () => {
	let broker: Awaited<ReturnType<typeof startEmbeddedBroker>>;
	let agent: MqttClient;
	let service: MqttClient;
	let settled: () => Promise<unknown>;
	/** Payloads that are being handled or have been, and how to end the handling of each. */
	const ends = new Map<string, () => void>();
	let inHand = 0;
	let mostInHand = 0;
	/** Message numbers of the PUBACKs that the agent has sent. */
	const acknowledged: unknown[] = [];

	beforeEach(async () => {
		ends.clear();
		inHand = mostInHand = 0;
		acknowledged.length = 0;
		broker = await startEmbeddedBroker({ accounts: [account('agent'), account('service')] });
		agent = mqtt.connect(broker.tcpUrl, { ...account('agent'), protocolVersion: 5, reconnectPeriod: 20 });
		settled = overlapHandling(
			agent,
			async ({ payload }) => {
				mostInHand = Math.max(mostInHand, ++inHand);
				await new Promise<void>((end) => ends.set(payload.toString(), end));
				inHand--;
			},
			handLimit,
		);
		agent.on('packetsend', (packet) => packet.cmd === 'puback' && acknowledged.push(packet.messageId));
		await subscribed(agent);
		service = await mqtt.connectAsync(broker.tcpUrl, { ...account('service'), protocolVersion: 5 });
	});
	afterEach(async () => {
		for (const end of ends.values()) end();
		await Promise.all([agent.endAsync(true), service.endAsync(true)]);
		await broker.stop();
	});

	const arrive = async (...payloads: string[]) => {
		for (const payload of payloads) service.publish(topic, payload, { qos: 1 });
		await vi.waitFor(() => expect([...ends.keys()]).toEqual(expect.arrayContaining(payloads)));
	};

	test('hands over later messages while earlier ones are in hand', async () => {
		await arrive('first', 'second', 'third');
		expect(acknowledged).toEqual([]);
	});

	test('acknowledges what is handled, and nothing before', async () => {
		await arrive('first', 'second');
		ends.get('first')?.();
		await vi.waitFor(() => expect(acknowledged).toHaveLength(1));
		await arrive('third');
		expect(acknowledged).toHaveLength(1);
	});

	test('acknowledges in the order of arrival', async () => {
		await arrive('first', 'second');
		ends.get('second')?.();
		await arrive('third');
		expect(acknowledged).toEqual([]);
		ends.get('first')?.();
		await vi.waitFor(() => expect(acknowledged).toHaveLength(2));
		expect(acknowledged).toEqual([...acknowledged].sort());
	});

	test('does not acknowledge on a new connection what came by the old one', async () => {
		await arrive('first');
		agent.stream.destroy();
		await subscribed(agent);
		ends.get('first')?.();
		await arrive('second');
		expect(acknowledged).toEqual([]);
		ends.get('second')?.();
		await vi.waitFor(() => expect(acknowledged).toHaveLength(1));
	});

	test('holds no more than so many at once of those that are not acknowledged, and forgets none', async () => {
		const payloads = Array.from({ length: 20 * handLimit }, (_, i) => `flood ${i}`);
		for (const payload of payloads) service.publish(topic, payload, { qos: 0 });
		await vi.waitFor(() => expect(ends.size).toBeGreaterThanOrEqual(handLimit));
		await vi.waitFor(() => {
			for (const end of ends.values()) end();
			expect(ends.size).toBe(payloads.length);
		});
		await settled();
		expect(mostInHand).toBe(handLimit);
	});

	test('is settled when everything in hand has been acknowledged', async () => {
		await arrive('first', 'second');
		const waiting = settled();
		for (const end of ends.values()) end();
		await waiting;
		expect(acknowledged).toHaveLength(2);
	});
});

function subscribed(client: MqttClient): Promise<void> {
	return new Promise((resolve, reject) => {
		client.once('connect', () => {
			client.subscribe(requests, { qos: 1 }, (error) => (error ? reject(error) : resolve()));
		});
	});
}
