import type { Socket } from 'node:net';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import type { BrokerLogin } from './agent_accounts.ts';

/** The most messages that the broker sends on one connection before the first of them is acknowledged (Receive Maximum). */
const receiveMaximum = 256;

/**
 * Connects to the broker over TCP with MQTT 5, and again for ever when the connection is lost or refused. Nothing is
 * kept for it while it is away (session expiry 0), and no packet waits for Nagle's algorithm.
 */
export function connectToBroker(url: string, login: BrokerLogin, onFault: (error: Error) => void): MqttClient {
	const client = mqtt.connect(url, {
		...login,
		protocolVersion: 5,
		clean: true,
		properties: { sessionExpiryInterval: 0, receiveMaximum },
		resubscribe: false,
		reconnectPeriod: 1000,
		reconnectOnConnackError: true,
		timerVariant: 'native',
		// mqtt.js tells of every step of every packet: a tenth of its work, even if nobody listens.
		log: () => undefined,
	});
	client.on('connect', () => (client.stream as unknown as Partial<Socket>).setNoDelay?.(true));
	client.on('error', onFault);
	return client;
}
