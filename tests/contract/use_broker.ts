import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { agentLogins } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectAgent } from '#lib/server/gateways/mqtt/agent_connection.ts';
import type { AgentConnection } from '#lib/server/gateways/mqtt/agent_connection.ts';
import type { IncomingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import { accounts, connect, startBroker } from './broker_harness.ts';
import type { brokerKinds, BrokerUnderTest } from './broker_harness.ts';

export const identify = 'emit/uxi/attendant/plan/SUB-8847-KE/identify_customer';
export const tab = { username: 'tab-user', password: 'tab secret', clientId: 'tab-1' };
export const otherTab = { username: 'other-user', password: 'other secret', clientId: 'tab-2' };

const echoTopic = 'echo/abs/service/plan/SUB-8847-KE/identify_customer';

/** A broker for the tests of one describe block; what they open is closed after each of them. */
export function useBroker(kind: (typeof brokerKinds)[number]) {
	let broker: BrokerUnderTest | undefined;
	const open: MqttClient[] = [];
	const agents: AgentConnection[] = [];
	const faults: unknown[] = [];

	beforeAll(async () => {
		broker = await startBroker(kind);
	});
	afterAll(() => broker?.stop());
	afterEach(async () => {
		await Promise.all(agents.splice(0).map((agent) => agent.close()));
		await Promise.all(open.splice(0).map((client) => client.endAsync(true)));
	});

	const running = () => {
		if (broker === undefined) throw new TypeError('The broker is started before the tests, not while they are listed');
		return broker;
	};
	const keep = (client: MqttClient) => {
		open.push(client);
		return client;
	};
	return {
		running,
		keep,
		/** A browser tab, over WebSocket, with a fresh credential. */
		async browser(credential = tab) {
			await running().accounts.grant(credential);
			return keep(await connect(running().wsUrl, credential));
		},
		/** A trusted account, over TCP. */
		service: async () => keep(await connect(running().tcpUrl, accounts.service)),
		/** An agent that answers with what it was asked, on the Response Topic and for services. */
		async echoAgent(seen: IncomingMessage[] = [], connections = 1) {
			const agent = connectAgent({
				url: running().tcpUrl,
				logins: agentLogins(accounts.agent, connections),
				onFault: (error) => faults.push(error),
				handle: async (message) => {
					seen.push(message);
					const { responseTopic, correlationData } = message.properties;
					const payload = Buffer.from(message.payload).toString();
					const properties = {
						userProperties: { response_pattern: 'echo' },
						...(correlationData && { correlationData }),
					};
					const topics = [echoTopic, ...(responseTopic === undefined ? [] : [responseTopic])];
					return topics.map((topic) => ({ topic, payload, properties }));
				},
			});
			agents.push(agent);
			await agent.ready;
			return agent;
		},
	};
}
