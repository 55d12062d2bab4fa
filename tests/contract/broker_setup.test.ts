import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createMosquittoAccounts } from '#lib/server/gateways/broker/mosquitto_accounts.ts';
import { agentLogins } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectAgent } from '#lib/server/gateways/mqtt/agent_connection.ts';
import type { AgentConnection } from '#lib/server/gateways/mqtt/agent_connection.ts';
import { startDenoProgram } from '../fixtures/deno_program.ts';
import { closing, connect, nextMessage, publishCode, subscribeCode } from './broker_harness.ts';
import { hasOpenssl, loginOf, operatorFolder } from './broker_setup_world.ts';
import { identify, tab } from './use_broker.ts';

/** A broker as `npm run broker:setup` sets it up for two agents, and what connects to it. */

let operator: Awaited<ReturnType<typeof operatorFolder>>;
const clients: MqttClient[] = [];
const agents: AgentConnection[] = [];

beforeAll(async () => {
	operator = await operatorFolder();
	const url = hasOpenssl ? ['--url', operator.tlsUrl] : [];
	const { code, output } = await operator.setUp(
		'--agents',
		'2',
		'--connections',
		'2',
		'--service',
		'station-001',
		...url,
	);
	expect(output).toContain('Secrets');
	expect(code).toBe(0);
	await operator.start();
});
afterAll(async () => {
	await operator.stop();
	await operator.remove();
});
afterEach(async () => {
	await Promise.all(agents.splice(0).map((agent) => agent.close()));
	await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});

const login = async (name: string) => loginOf(await operator.environment(name));

async function open(name: string): Promise<MqttClient> {
	const client = await connect(operator.url, await login(name));
	clients.push(client);
	return client;
}

/** An agent that answers on the spec's topic with its name and what it was asked, and on the Response Topic. */
async function namedAgent(name: string): Promise<AgentConnection> {
	const agent = connectAgent({
		url: operator.url,
		logins: agentLogins(await login(name), 2),
		onFault: () => undefined,
		handle: async ({ payload, properties }) => {
			const topics = ['echo/abs/service/plan/p/x', ...(properties.responseTopic ? [properties.responseTopic] : [])];
			return topics.map((topic) => ({ topic, payload: `${name} ${Buffer.from(payload).toString()}` }));
		},
	});
	agents.push(agent);
	await agent.ready;
	return agent;
}

/** Asks `count` times as a service; resolves to the answers once there are as many, one for each question. */
async function askMany(service: MqttClient, count: number): Promise<{ agent: string; question: string }[]> {
	const heard: { agent: string; question: string }[] = [];
	const listen = (_: string, payload: Buffer) => {
		const [agent = '', question = ''] = payload.toString().split(' ');
		heard.push({ agent, question });
	};
	service.on('message', listen);
	await subscribeCode(service, 'echo/#');
	await Promise.all(Array.from({ length: count }, (_, i) => service.publishAsync(identify, `${i}`, { qos: 1 })));
	await vi.waitFor(() => expect(new Set(heard.map(({ question }) => question)).size).toBe(count), { timeout: 20_000 });
	service.off('message', listen);
	return heard;
}

test.skipIf(!hasOpenssl)('the agent answers a service over TLS, with the lines written for it', async () => {
	const environment = {
		...(await operator.environment('pitlane-agent-a')),
		...(await operator.environment('actor-token')),
	};
	expect(environment['PITLANE_MQTT_URL']).toBe(operator.tlsUrl);
	const agent = await startDenoProgram('agent', {
		env: {
			...environment,
			PITLANE_DATABASE_URL: `file:${join(operator.home, 'data', 'pitlane.db')}`,
			NODE_EXTRA_CA_CERTS: operator.ca,
		},
		readyText: 'The agent answers',
	});
	const service = await open('station-001');
	await subscribeCode(service, 'echo/#');
	const answered = nextMessage(service);
	const request = {
		timestamp: new Date().toISOString(),
		plan_id: 'SUB-8847-KE',
		correlation_id: `corr_${randomBytes(8).toString('hex')}`,
		actor: { type: 'attendant', id: 'attendant-001' },
		data: { action: 'IDENTIFY_CUSTOMER', qr_code_data: 'nobody', attendant_station: 'STATION_001' },
	};
	await publishCode(service, { topic: identify, payload: JSON.stringify(request) });
	const { topic, payload } = await answered;
	await agent.stop();
	expect(topic).toBe('echo/abs/service/plan/SUB-8847-KE/identify_customer');
	expect(JSON.parse(payload)).toMatchObject({ correlation_id: request.correlation_id, data: { success: false } });
});

test('a tab that the app lets in is answered over WebSocket', async () => {
	await namedAgent('pitlane-agent-a');
	const app = createMosquittoAccounts({ url: operator.url, ...(await login('pitlane-app-a')) });
	await app.grant(tab);
	await app.close();
	const client = await connect(operator.wsUrl, tab);
	clients.push(client);
	const responseTopic = `reply/${tab.clientId}/identify_customer`;
	await subscribeCode(client, `reply/${tab.clientId}/#`);
	const answered = nextMessage(client);
	await publishCode(client, { topic: identify, payload: 'mine', properties: { responseTopic } });
	expect((await answered).payload).toBe('pitlane-agent-a mine');
});

test('nobody connects without an account, or under another client id', async () => {
	const service = await login('station-001');
	const tls = { ca: hasOpenssl ? await readFile(operator.ca) : '' };
	for (const url of [operator.url, operator.wsUrl, ...(hasOpenssl ? [operator.tlsUrl] : [])]) {
		for (const wrong of [{}, { ...service, clientId: 'x' }, { ...service, password: 'x' }]) {
			await expect(
				connect(url, { ...wrong, ...tls }),
				`${url} ${JSON.stringify(Object.keys(wrong))}`,
			).rejects.toThrow();
		}
	}
});

test('two agents share the load, and one goes on alone', async () => {
	await namedAgent('pitlane-agent-a');
	const second = await namedAgent('pitlane-agent-b');
	const service = await open('station-001');
	const shared = await askMany(service, 200);
	expect(shared).toHaveLength(200);
	expect(new Set(shared.map(({ agent }) => agent))).toEqual(new Set(['pitlane-agent-a', 'pitlane-agent-b']));
	await second.close();
	const alone = await askMany(service, 20);
	expect(alone).toHaveLength(20);
	expect(new Set(alone.map(({ agent }) => agent))).toEqual(new Set(['pitlane-agent-a']));
});

describe('accounts of the running broker', () => {
	test('a service is let in, gets another secret and is shut out', async () => {
		expect(await operator.account('add', 'station-002')).toMatchObject({ code: 0 });
		const first = await login('station-002');
		const client = await open('station-002');
		const closed = closing(client);
		expect(await operator.account('rotate', 'station-002')).toMatchObject({ code: 0 });
		await closed;
		await expect(connect(operator.url, first)).rejects.toThrow();
		const again = closing(await open('station-002'));
		expect(await operator.account('remove', 'station-002')).toMatchObject({ code: 0 });
		await again;
		await expect(connect(operator.url, await login('station-002'))).rejects.toThrow();
	});

	test('an agent has another secret for all its connections', async () => {
		const before = await operator.environment('pitlane-agent-b');
		expect(await operator.account('rotate', 'pitlane-agent-b')).toMatchObject({ code: 0 });
		const after = await operator.environment('pitlane-agent-b');
		expect(after['PITLANE_MQTT_AGENT_PASSWORD']).not.toBe(before['PITLANE_MQTT_AGENT_PASSWORD']);
		expect({ ...after, PITLANE_MQTT_AGENT_PASSWORD: '' }).toEqual({ ...before, PITLANE_MQTT_AGENT_PASSWORD: '' });
		await namedAgent('pitlane-agent-b');
		expect(await askMany(await open('station-001'), 1)).toHaveLength(1);
	});

	test('what is not an operator’s to change stays', async () => {
		const refused = await operator.account('remove', 'pitlane-app-a');
		expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('should have service') });
		expect(await operator.account('add', 'pitlane-x')).toMatchObject({ code: 1 });
		expect(await operator.account('add', 'station-001')).toMatchObject({ code: 1 });
		expect(await operator.account('rename', 'station-001')).toMatchObject({ code: 2 });
	});

	test('hundreds of changes leave the broker in order', async () => {
		const app = createMosquittoAccounts({ url: operator.url, ...(await login('pitlane-app-a')) });
		for (let i = 0; i < 100; i++) {
			await app.grant({ ...tab, password: `secret ${i}` });
			await app.revoke(tab.username);
		}
		await app.close();
		await expect(open('station-001')).resolves.toBeDefined();
	});
});

describe('a second run', () => {
	test('keeps every secret and setting, and lets new services in once the broker is stopped', async () => {
		const config = await readFile(join(operator.folder, 'mosquitto.conf'), 'utf8');
		const secret = await operator.environment('station-001');
		const same = await operator.setUpAgain();
		expect(same).toMatchObject({ code: 0, output: expect.stringContaining('No secret is new') });
		const early = await operator.setUpAgain('--service', 'station-003');
		expect(early).toMatchObject({ code: 1, output: expect.stringContaining('stop it') });
		expect(existsSync(join(operator.folder, 'credentials/station-003.env'))).toBe(false);

		await operator.stop();
		expect(await operator.setUpAgain('--service', 'station-003')).toMatchObject({ code: 0 });
		await operator.start();
		expect(await readFile(join(operator.folder, 'mosquitto.conf'), 'utf8')).toBe(config);
		expect(await operator.environment('station-001')).toEqual(secret);
		for (const name of ['station-001', 'station-003']) await expect(open(name)).resolves.toBeDefined();
	});

	test('replaces no secret that it cannot know', async () => {
		await operator.stop();
		const renewed = await operator.setUpAgain('--renew', 'station-001');
		expect(renewed.output).toContain('station-001.env');
		expect(renewed.output).not.toContain('pitlane');
		await operator.start();
		await expect(open('station-001')).resolves.toBeDefined();
	});

	test('secrets are their owner’s alone, and not on the terminal', async () => {
		const { mode } = await stat(join(operator.folder, 'credentials/station-001.env'));
		expect(mode & 0o077).toBe(0);
		const { output } = await operator.setUpAgain();
		expect(output).not.toContain((await login('station-001')).password);
	});

	test.each([
		[['--agents', '0'], 'agents is 0, should be a whole number from 1 to 26'],
		[['--agents', 'many'], 'should be a whole number'],
		[['--ws-host', 'a b'], 'wsHost is "a b", should be an address'],
		[['--service', '../x'], 'should be letters, digits'],
		[['--tls-cert', '/nowhere.pem'], '--tls-cert and --tls-key should both be given'],
		[['--frob'], "Unknown option '--frob'"],
	])('%s is refused in one line', async (args, reason) => {
		const { code, output } = await operator.setUpAgain(...args);
		expect(code).toBeGreaterThan(0);
		expect(output).toContain(reason);
	});
});
