import { describe, expect, test } from 'vitest';
import type { IncomingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import {
	accounts,
	brokerKinds,
	closing,
	connect,
	nextMessage,
	publishCode,
	startBroker,
	subscribeCode,
} from './broker_harness.ts';
import { identify, otherTab, tab, useBroker } from './use_broker.ts';

describe.each(brokerKinds)('%s', (kind) => {
	const { running, keep, browser, service, echoAgent } = useBroker(kind);

	test.each([
		['nobody', {}],
		['a user without a secret', { username: tab.username, clientId: tab.clientId }],
		['a wrong secret', { ...tab, password: 'guess' }],
		['a stranger', { ...tab, username: 'stranger' }],
		["a tab under another's client id", { ...tab, clientId: otherTab.clientId }],
		["a tab under the agent's client id", { ...tab, clientId: accounts.agent.clientId }],
		['a tab without a client id', { ...tab, clientId: '' }],
		['the agent under a client id of its choice', { ...accounts.agent, clientId: 'x' }],
	])('not %s', async (_, options) => {
		await running().accounts.grant(tab);
		await expect(connect(running().wsUrl, options)).rejects.toThrow();
		await expect(connect(running().tcpUrl, options)).rejects.toThrow();
	});

	test('a tab that comes over TCP may do no more than over WebSocket', async () => {
		await running().accounts.grant(tab);
		const client = await connect(running().tcpUrl, tab);
		keep(client);
		expect(await subscribeCode(client, 'echo/#')).toBeGreaterThanOrEqual(0x80);
		const seen: IncomingMessage[] = [];
		await echoAgent(seen);
		await publishCode(client, { topic: identify });
		const trusted = await service();
		await subscribeCode(trusted, 'echo/#');
		const answered = nextMessage(trusted);
		await publishCode(trusted, { topic: identify, payload: 'from the service' });
		await answered;
		expect(seen.filter((message) => message.trusted)).toHaveLength(1);
	});

	test('a revoked tab is disconnected and refused', async () => {
		const client = await browser();
		const closed = closing(client);
		await running().accounts.revoke(tab.username);
		await closed;
		await expect(connect(running().wsUrl, tab)).rejects.toThrow();
		await expect(running().accounts.revoke(tab.username)).resolves.toBeUndefined();
	});

	test('a new credential does not disturb the others', async () => {
		const client = await browser();
		let lost = false;
		client.once('close', () => (lost = true));
		await running().accounts.grant(otherTab);
		await running().accounts.revoke(otherTab.username);
		expect(await publishCode(client, { topic: identify })).toBe(0);
		expect(lost).toBe(false);
	});

	test('a secret that was granted anew replaces the old one', async () => {
		await running().accounts.grant(tab);
		await running().accounts.grant({ ...tab, password: 'newer secret' });
		await expect(connect(running().wsUrl, tab)).rejects.toThrow();
		keep(await connect(running().wsUrl, { ...tab, password: 'newer secret' }));
	});

	test('MQTT 3.1.1 opens nothing that is closed to MQTT 5', async () => {
		const seen: IncomingMessage[] = [];
		await echoAgent(seen);
		await running().accounts.grant(tab);
		const old = await connect(running().wsUrl, { ...tab, protocolVersion: 4 }).catch(() => undefined);
		if (old) {
			keep(old);
			expect(await subscribeCode(old, 'echo/#')).toBeGreaterThanOrEqual(0x80);
			await publishCode(old, { topic: 'reply/tab-2/x' });
		}
		const client = await browser(otherTab);
		const heard: string[] = [];
		client.on('message', (_, payload) => heard.push(payload.toString()));
		await subscribeCode(client, 'reply/tab-2/#');
		const answered = nextMessage(client);
		await publishCode(client, {
			topic: identify,
			payload: 'mine',
			properties: { responseTopic: 'reply/tab-2/x' },
		});
		await answered;
		expect(heard).toEqual(['mine']);
	});

	test('the app may grant, and nothing else', async () => {
		await expect(connect(running().tcpUrl, { ...accounts.app, password: 'guess' })).rejects.toThrow();
		const client = await service();
		expect(await publishCode(client, { topic: '$CONTROL/dynamic-security/v1' })).toBeGreaterThanOrEqual(0x80);
		expect(await subscribeCode(client, 'emit/uxi/attendant/#')).toBeGreaterThanOrEqual(0x80);
		expect(await subscribeCode(client, 'reply/tab-1/#')).toBeGreaterThanOrEqual(0x80);
	});
});

describe('a broker that does not answer', () => {
	test('is a fault of the accounts, in their time limit', async () => {
		const broker = await startBroker('embedded');
		await broker.stop();
		await expect(broker.accounts.grant(tab)).rejects.toMatchObject({ name: 'FaultError', source: 'broker' });
	});
});
