import type { IPublishPacket, MqttClient } from 'mqtt';
import * as v from 'valibot';
import { actorTokenProperty } from '#lib/protocol/actor_token.ts';
import { replyEnvelope } from '#lib/protocol/envelope.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import { isOperationName } from '#lib/protocol/operations.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { messageExpirySeconds } from '#lib/protocol/replies.ts';
import { replyFilter, replyTopic, requestTopic } from '#lib/protocol/topics.ts';
import type { BrokerCredentials } from './credentials.ts';
import type { ArrivedReply } from './reply_matching.ts';

/** A connection to the broker, subscribed to this client's replies. It does not come back once it is lost. */
export interface BrokerConnection {
	/** Resolves at the broker's PUBACK, which says nothing of the agent; rejects if the broker refuses the request. */
	publish(operation: OperationName, request: RequestEnvelope, actorToken: string): Promise<void>;
	isOpen(): boolean;
	/** Resolves when the connection is gone. */
	readonly lost: Promise<void>;
	close(): void;
}

/** Opens a connection and resolves once it is subscribed; rejects if it is refused. */
export type OpenConnection = (
	credentials: BrokerCredentials,
	onReply: (arrived: ArrivedReply) => void,
) => Promise<BrokerConnection>;

/** The broker does not know this login (any more): other credentials may help. */
export class LoginRefusedError extends Error {
	constructor(cause: unknown) {
		super('Broker refuses the login', { cause });
		this.name = 'LoginRefusedError';
	}
}

/** CONNACK reason codes of MQTT 5: client identifier not valid, bad user name or password, not authorized, banned. */
const loginRefusals: ReadonlySet<unknown> = new Set([0x85, 0x86, 0x87, 0x8a]);

const connectTimeoutMs = 5000;

/** Opens an MQTT 5 connection over WebSocket. Loads the MQTT library at its first use: pages without a wizard never do. */
export const openBrokerConnection: OpenConnection = async (credentials, onReply) => {
	const { default: mqtt } = await import('mqtt');
	const client = mqtt.connect(credentials.url, {
		username: credentials.username,
		password: credentials.password,
		clientId: credentials.clientId,
		protocolVersion: 5,
		clean: true,
		properties: { sessionExpiryInterval: 0 },
		reconnectPeriod: 0,
		connectTimeout: connectTimeoutMs,
		// The default timer is a worker from a blob, which the content security policy forbids.
		timerVariant: 'native',
	});
	const lost = new Promise<void>((resolve) => client.once('close', () => resolve()));
	try {
		await connected(client);
		client.on('message', (topic, payload, packet) => {
			const arrived = readReply(topic, payload, packet);
			if (arrived) onReply(arrived);
		});
		await client.subscribeAsync(replyFilter(credentials.clientId), { qos: 1 });
	} catch (error) {
		client.end(true);
		throw error;
	}
	return {
		lost,
		isOpen: () => client.connected,
		close: () => void client.end(),
		async publish(operation, request, actorToken) {
			await client.publishAsync(requestTopic(operation, request.plan_id), JSON.stringify(request), {
				qos: 1,
				properties: {
					messageExpiryInterval: messageExpirySeconds,
					responseTopic: replyTopic(credentials.clientId, operation),
					correlationData: new TextEncoder().encode(request.correlation_id) as Buffer,
					userProperties: { [actorTokenProperty]: actorToken },
				},
			});
		},
	};
};

function connected(client: MqttClient): Promise<void> {
	return new Promise((resolve, reject) => {
		client.once('connect', () => resolve());
		client.once('close', () => reject(new Error('Broker closes the connection')));
		client.on('error', (error) => {
			reject('code' in error && loginRefusals.has(error.code) ? new LoginRefusedError(error) : error);
		});
	});
}

function readReply(topic: string, payload: Uint8Array, packet: IPublishPacket): ArrivedReply | undefined {
	const text = new TextDecoder();
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), replyEnvelope), text.decode(payload));
	if (!parsed.success) return undefined;
	const { correlationData, userProperties } = packet.properties ?? {};
	const operation = topic.split('/').at(-1) ?? '';
	const pattern = userProperties?.['response_pattern'];
	return {
		reply: parsed.output,
		operation: isOperationName(operation) ? operation : undefined,
		correlationData: correlationData && text.decode(correlationData),
		pattern: typeof pattern === 'string' ? pattern : undefined,
	};
}
