import type { IPublishPacket, MqttClient } from 'mqtt';
import { FaultError } from '#lib/kernel/fault.ts';
import { tabMount } from '../broker/access_rules.ts';
import type { Deadlines } from './deadlines.ts';

/** A request as it arrived. */
export interface IncomingMessage {
	readonly topic: string;
	readonly payload: Uint8Array;
	/** True if a service account published it; a browser's must show an actor token. */
	readonly trusted: boolean;
	readonly properties: {
		/** Where to answer; undefined unless it is a topic of answers. Publish to it as it stands. */
		readonly responseTopic: string | undefined;
		/** Client id that the Response Topic belongs to: for a browser it must equal the token's. */
		readonly responseClientId: string | undefined;
		readonly correlationData: Uint8Array | undefined;
		readonly userProperties: Readonly<Record<string, string | readonly string[]>>;
	};
}

/** A message to publish at QoS 1. */
export interface OutgoingMessage {
	readonly topic: string;
	readonly payload: string;
	readonly properties?: {
		readonly messageExpiryInterval?: number;
		readonly correlationData?: Uint8Array;
		readonly userProperties?: Readonly<Record<string, string>>;
	};
}

/** Reads a packet as the request of a tab or of a service. */
export function incomingMessage(packet: IPublishPacket): IncomingMessage {
	const trusted = !packet.topic.startsWith(tabMount);
	const { responseTopic, correlationData, userProperties } = packet.properties ?? {};
	const responseClientId = /^reply\/([^/+#]+)\/[^+#]+$/.exec(responseTopic ?? '')?.[1];
	return {
		topic: trusted ? packet.topic : packet.topic.slice(tabMount.length),
		payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
		trusted,
		properties: {
			responseTopic: responseClientId && `${trusted ? '' : tabMount}${responseTopic}`,
			responseClientId,
			correlationData,
			userProperties: userProperties ?? {},
		},
	};
}

/** Publishes at QoS 1; resolves at the PUBACK, throws FaultError while disconnected, if denied, or after the time limit. */
export function publishTo(client: MqttClient, message: OutgoingMessage, deadlines: Deadlines): Promise<void> {
	return new Promise((resolve, reject) => {
		const fault = (reason: string, cause?: unknown) =>
			reject(
				new FaultError('mqtt', `Message on ${message.topic} is not published: ${reason}`, {
					retryAfterMs: 1000,
					cause,
				}),
			);
		if (!client.connected) return fault('the broker is not connected');
		const answered = deadlines.start(() => fault('no PUBACK within the time limit'));
		const { correlationData, ...rest } = message.properties ?? {};
		const properties = { ...rest, ...(correlationData && { correlationData: asBuffer(correlationData) }) };
		client.publish(message.topic, message.payload, { qos: 1, properties }, (error) => {
			answered();
			if (error) fault(error.message, error);
			else resolve();
		});
	});
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
}
