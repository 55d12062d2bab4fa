import type { IPublishPacket, MqttClient } from 'mqtt';
import { agentFilters, shared } from '../broker/access_rules.ts';
import type { AgentLogins } from './agent_accounts.ts';
import { incomingMessage, publishTo } from './agent_messages.ts';
import type { IncomingMessage, OutgoingMessage } from './agent_messages.ts';
import { connectToBroker } from './broker_link.ts';
import { createDeadlines } from './deadlines.ts';
import { overlapHandling } from './overlap_handling.ts';

export interface AgentConnection {
	/** Resolves once every connection is up and subscribed for the first time. */
	readonly ready: Promise<void>;
	/** True while answers can be published. */
	isConnected(): boolean;
	/** Resolves at the broker's PUBACK; throws FaultError while disconnected, if denied, or after the time limit. */
	publish(message: OutgoingMessage): Promise<void>;
	/** Takes no more messages, finishes those in hand and disconnects. */
	close(): Promise<void>;
}

export interface AgentConnectionOptions {
	/** TCP address of the broker. */
	readonly url: string;
	readonly logins: AgentLogins;
	/** Handles one request and returns its answers. They are published, and only then is the request acknowledged. */
	readonly handle: (message: IncomingMessage) => Promise<readonly OutgoingMessage[]>;
	/** Hears that the answers of a request are published, before it is acknowledged. */
	readonly onAnswered?: (message: IncomingMessage) => void;
	/** Hears of lost connections, refused subscriptions and messages whose handling failed. */
	readonly onFault: (error: unknown) => void;
	/** How long a PUBACK may take, ms. */
	readonly publishTimeoutMs?: number;
}

const sharedSubscriptionsUnsupported = 0x9e;

/**
 * Connects the agent. Requests are shared among all agents where the broker can; each connection handles several at
 * once. A request whose handling throws is acknowledged too: it is the client that asks again, never the broker.
 */
export function connectAgent(options: AgentConnectionOptions): AgentConnection {
	const publisher = connectToBroker(options.url, options.logins.publisher, options.onFault);
	const deadlines = createDeadlines(options.publishTimeoutMs ?? 5000);

	const answer = async (packet: IPublishPacket) => {
		try {
			const message = incomingMessage(packet);
			const answers = await options.handle(message);
			await Promise.all(answers.map((reply) => publish(reply)));
			options.onAnswered?.(message);
		} catch (error) {
			options.onFault(error);
		}
	};
	const publish = (message: OutgoingMessage) => publishTo(publisher, message, deadlines);

	const subscribers = options.logins.subscribers.map((login) => {
		const client = connectToBroker(options.url, login, options.onFault);
		return { client, settled: overlapHandling(client, answer) };
	});
	const subscribed = subscribers.map(
		({ client }) =>
			new Promise<void>((resolve) => {
				client.on('connect', () => void subscribe(client).then(resolve, options.onFault));
			}),
	);
	const up = new Promise<void>((resolve) => publisher.once('connect', () => resolve()));

	return {
		ready: Promise.all([up, ...subscribed]).then(() => undefined),
		isConnected: () => publisher.connected,
		publish,
		async close() {
			await Promise.all(subscribers.map(({ client }) => unsubscribe(client)));
			await Promise.all(subscribers.map(({ settled }) => settled()));
			const clients = [...subscribers.map(({ client }) => client), publisher];
			await Promise.all(clients.map((client) => client.endAsync(!client.connected)));
		},
	};
}

async function subscribe(client: MqttClient): Promise<void> {
	const canShare = client.serverProperties?.sharedSubscriptionAvailable !== false;
	try {
		await client.subscribeAsync(canShare ? agentFilters.map(shared) : [...agentFilters], { qos: 1 });
	} catch (error) {
		if ((error as { code?: number }).code !== sharedSubscriptionsUnsupported) throw error;
		await client.subscribeAsync([...agentFilters], { qos: 1 });
	}
}

/** Resolves once the broker sends no more, or is gone. */
function unsubscribe(client: MqttClient): Promise<void> {
	return new Promise((resolve) => {
		if (!client.connected) return resolve();
		client.once('close', resolve);
		client.unsubscribe([...agentFilters, ...agentFilters.map(shared)], () => resolve());
	});
}
