import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import type { BrokerAccount, BrokerRole } from '#lib/server/gateways/broker/access_rules.ts';
import { startMosquitto } from '#lib/server/gateways/broker/start_mosquitto.ts';
import { startDenoProgram } from '../tests/fixtures/deno_program.ts';
import { startLineProcess } from './line_process.ts';
import type { MqttLoad, MqttTaken } from './mqtt_client.ts';
import type { EchoPlace } from './mqtt_echo.ts';
import type { Responder } from './mqtt_requests.ts';
import { seedMqttWorld } from './mqtt_world.ts';

/** A load and who is to answer it. */
export type PartyLoad = Omit<MqttLoad, 'url' | 'login'>;

/** Load client, brokers and responders, each in a process of its own. */
export interface MqttParties {
	/** Sends a load; an answer that is not a success ends the client, and this throws. */
	take(load: PartyLoad): Promise<MqttTaken>;
	stop(): Promise<void>;
}

const password = randomBytes(24).toString('base64url');
const account = (role: BrokerRole, name: string): BrokerAccount => ({ role, username: name, password, clientId: name });
const service = account('service', 'service');
const agent = account('agent', 'agent');
const accounts = [service, agent, account('agent', 'agent-1')];

/** True if this machine can start a Mosquitto. */
export function hasMosquitto(): boolean {
	const folders = ['/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter)];
	return folders.some((folder) => existsSync(join(folder, 'mosquitto')));
}

/** Starts the agent as in production, on a seeded libSQL file, and an echo; each at a Mosquitto of its own, as both take the same requests. */
export async function startMqttParties(folder: string): Promise<MqttParties> {
	const file = join(folder, 'mqtt.db');
	await seedMqttWorld(file);
	const start = (name: Responder) => startMosquitto({ folder: join(folder, `${name}-broker`), accounts });
	const brokers = { agent: await start('agent'), echo: await start('echo') };
	const agentProcess = await startDenoProgram('agent', {
		env: {
			PITLANE_DATABASE_URL: `file:${file}`,
			PITLANE_MQTT_URL: brokers.agent.tcpUrl,
			PITLANE_MQTT_AGENT_USERNAME: agent.username,
			PITLANE_MQTT_AGENT_CLIENT_ID: agent.clientId,
			PITLANE_MQTT_AGENT_PASSWORD: password,
			PITLANE_ACTOR_TOKEN_KEY: randomBytes(32).toString('base64'),
		},
		readyText: 'The agent answers',
	});
	const [echo, client] = [startLineProcess('bench/mqtt_echo.ts'), startLineProcess('bench/mqtt_client.ts')];
	const place: EchoPlace = { url: brokers.echo.tcpUrl, login: agent };
	await echo.ask(place);
	return {
		take(load) {
			const question: MqttLoad = { ...load, url: brokers[load.responder].tcpUrl, login: service };
			return client.ask(question) as Promise<MqttTaken>;
		},
		async stop() {
			await Promise.all([client.stop(), echo.stop(), agentProcess.stop()]);
			await Promise.all([brokers.agent.stop(), brokers.echo.stop()]);
		},
	};
}
