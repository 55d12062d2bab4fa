import type { Socket } from 'node:net';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import type { BrokerLogin } from './agent_accounts.ts';

/**
 * Connects to the broker over TCP with MQTT 5, and again for ever when the connection is lost or refused. Nothing is
 * kept for it while it is away (session expiry 0), and no packet waits for Nagle's algorithm.
 */
export function connectToBroker(url: string, login: BrokerLogin, onFault: (error: Error) => void): MqttClient {
	const client = mqtt.connect(url, {
		...login,
		protocolVersion: 5,
		clean: true,
		properties: { sessionExpiryInterval: 0 },
		resubscribe: false,
		reconnectPeriod: 1000,
		reconnectOnConnackError: true,
		timerVariant: 'native',
	});
	client.on('connect', () => (client.stream as unknown as Partial<Socket>).setNoDelay?.(true));
	client.on('error', onFault);
	return client;
}
