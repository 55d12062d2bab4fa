import { describe, expect, test, vi } from 'vitest';
import { agentLogins } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectAgent } from '#lib/server/gateways/mqtt/agent_connection.ts';
import { accounts, brokerKinds, connect, publishCode, startBroker, subscribeCode } from './broker_harness.ts';
import type { BrokerUnderTest } from './broker_harness.ts';
import { identify } from './use_broker.ts';

const portsOf = ({ tcpUrl, wsUrl }: BrokerUnderTest) => ({
	tcpPort: Number(new URL(tcpUrl).port),
	wsPort: Number(new URL(wsUrl).port),
});

describe.each(brokerKinds)('%s', (kind) => {
	test('after a restart of the broker the agent answers again', async () => {
		const first = await startBroker(kind);
		const agent = connectAgent({
			url: first.tcpUrl,
			logins: agentLogins(accounts.agent),
			onFault: () => undefined,
			handle: async () => [{ topic: 'echo/abs/service/plan/p/x', payload: 'answered' }],
		});
		await agent.ready;
		await first.stop();
		await expect(agent.publish({ topic: 'echo/x', payload: '' })).rejects.toMatchObject({ name: 'FaultError' });
		const second = await startBroker(kind, portsOf(first));
		const service = await connect(second.tcpUrl, accounts.service);
		const heard: string[] = [];
		service.on('message', (_, payload) => heard.push(payload.toString()));
		await subscribeCode(service, 'echo/#');
		const ask = async () => {
			await publishCode(service, { topic: identify });
			expect(heard).toContain('answered');
		};
		await vi.waitFor(ask, { timeout: 20_000, interval: 200 });
		await service.endAsync(true);
		await agent.close();
		await second.stop();
	});

	test('a port that is taken is an error, and nothing stays behind', async () => {
		const first = await startBroker(kind);
		const { wsPort } = portsOf(first);
		await expect(startBroker(kind, { wsPort })).rejects.toThrow();
		const again = await connect(first.tcpUrl, accounts.service);
		await again.endAsync(true);
		await first.stop();
	});
});
