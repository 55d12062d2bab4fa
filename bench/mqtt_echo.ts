/**
 * The limit of the MQTT measurements, in a process of its own: answers each request with the request, on its Response Topic, at QoS 1,
 * by the same client library as the agent and with nothing between. Takes broker and login as JSON, and says so when it answers.
 */
import process from 'node:process';
import { agentFilters, shared } from '#lib/server/gateways/broker/access_rules.ts';
import type { BrokerLogin } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectToBroker } from '#lib/server/gateways/mqtt/broker_link.ts';
import { readLines, writeLine } from './line_process.ts';

/** Where the echo answers, and as whom. */
export interface EchoPlace {
	readonly url: string;
	readonly login: BrokerLogin;
}

for await (const { url, login } of readLines<EchoPlace>()) {
	const client = connectToBroker(url, login, (error) => process.stderr.write(`${String(error)}\n`));
	client.on('message', (_, payload, { properties }) => {
		const { responseTopic, correlationData } = properties ?? {};
		if (responseTopic === undefined || correlationData === undefined) return;
		client.publish(responseTopic, payload, { qos: 1, properties: { correlationData } });
	});
	client.on('connect', () => {
		client.subscribe(agentFilters.map(shared), { qos: 1 }, (error) => writeLine({ error: error?.message ?? null }));
	});
}
