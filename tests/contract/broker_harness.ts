import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import type { IClientOptions, IClientPublishOptions, IPublishPacket, MqttClient } from 'mqtt';
import type { BrokerAccount, BrokerRole } from '#lib/server/gateways/broker/access_rules.ts';
import type { BrokerAccounts, RunningBroker } from '#lib/server/gateways/broker/broker_accounts.ts';
import { startEmbeddedBroker } from '#lib/server/gateways/broker/embedded_broker.ts';
import { createMosquittoAccounts } from '#lib/server/gateways/broker/mosquitto_accounts.ts';
import { startMosquitto } from '#lib/server/gateways/broker/start_mosquitto.ts';

const account = (role: BrokerRole, name: string): BrokerAccount => ({
	role,
	username: name,
	password: `secret of ${name}`,
	clientId: `${name}-client`,
});

/** The accounts that every broker under test starts with. */
export const accounts = {
	agent: account('agent', 'agent'),
	agentOne: { ...account('agent', 'agent'), username: 'agent-1', clientId: 'agent-client-1' },
	agentTwo: { ...account('agent', 'agent'), username: 'agent-2', clientId: 'agent-client-2' },
	app: account('app', 'app'),
	service: account('service', 'service'),
};

/** The brokers that must behave alike. */
export const brokerKinds = ['mosquitto', 'embedded'] as const;

export interface BrokerUnderTest extends RunningBroker {
	readonly accounts: BrokerAccounts;
}

/** Starts a broker of its own, on free ports unless told, with accounts granted over its control topic. */
export async function startBroker(
	kind: (typeof brokerKinds)[number],
	ports: { tcpPort?: number; wsPort?: number } = {},
): Promise<BrokerUnderTest> {
	const folder = await mkdtemp(join(tmpdir(), 'broker-'));
	const known = Object.values(accounts);
	const starting =
		kind === 'mosquitto'
			? startMosquitto({ folder, accounts: known, ...ports })
			: startEmbeddedBroker({ accounts: known, ...ports });
	const broker = await starting.catch(async (cause: unknown) => {
		await rm(folder, { recursive: true });
		throw cause;
	});
	const control = createMosquittoAccounts({ url: broker.tcpUrl, ...accounts.app, timeoutMs: 3000 });
	return {
		...broker,
		accounts: control,
		async stop() {
			await control.close();
			await broker.stop();
			await rm(folder, { recursive: true });
		},
	};
}

/** Connects once; rejects with the reason code in `code` when refused. */
export function connect(url: string, options: IClientOptions): Promise<MqttClient> {
	return new Promise((resolve, reject) => {
		const client = mqtt.connect(url, { protocolVersion: 5, reconnectPeriod: 0, connectTimeout: 5000, ...options });
		client.once('connect', () => {
			// What a test provokes afterwards, it looks at in the answers.
			client.on('error', () => undefined);
			resolve(client);
		});
		client.once('error', (error) => {
			client.end(true);
			reject(error);
		});
		client.once('close', () => reject(new Error('The broker closed the connection')));
	});
}

/** The reason code of SUBACK: the granted QoS, or 0x80 and above for a refusal. */
export function subscribeCode(client: MqttClient, filter: string): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		client.subscribe(filter, { qos: 1 }, (error, _, packet) => {
			const code = packet?.granted[0];
			if (code === undefined) reject(error ?? new Error('SUBACK has no code'));
			else resolve(Number(code));
		});
	});
}

/** The reason code of PUBACK (0 for success), or 'closed' if the broker ended the connection instead. */
export function publishCode(
	client: MqttClient,
	message: { topic: string; payload?: string | Buffer } & IClientPublishOptions,
): Promise<number | 'closed'> {
	const { topic, payload = '{}', ...options } = message;
	return new Promise((resolve) => {
		const settle = (code: number | 'closed') => {
			client.off('close', closed);
			resolve(code);
		};
		const closed = () => settle('closed');
		client.once('close', closed);
		client.publish(topic, payload, { qos: 1, ...options }, (error) => {
			settle(error ? ((error as { code?: number }).code ?? 'closed') : 0);
		});
	});
}

/** The next message that arrives. */
export function nextMessage(client: MqttClient): Promise<{ topic: string; payload: string; packet: IPublishPacket }> {
	return new Promise((resolve) => {
		client.once('message', (topic, payload, packet) => resolve({ topic, payload: payload.toString(), packet }));
	});
}

/** Resolves when the connection is gone. */
export function closing(client: MqttClient): Promise<void> {
	return new Promise((resolve) => {
		client.once('close', () => resolve());
	});
}
