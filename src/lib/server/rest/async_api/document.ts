import type { OperationName } from '#lib/protocol/operations.ts';
import { messages } from '#lib/protocol/messages.ts';
import { messageExpirySeconds, retryRule } from '#lib/protocol/replies.ts';
import { describeChannels } from './channels.ts';
import { examplePlanId } from './examples.ts';
import { describeMessages } from './messages.ts';
import { describeOperations, mqttBinding } from './operations.ts';
import { overview } from './overview.ts';
import { describeSchemas } from './schemas.ts';
import { describeServers, shownServers, type BrokerAddresses } from './servers.ts';

/** Operations of the agent, in the order of the table of messages. */
const names = Object.keys(messages) as OperationName[];

/** The agent's protocol as an AsyncAPI 3.0 document, made from the tables and schemas that the agent itself works by. */
export function asyncApiDocument(addresses: BrokerAddresses) {
	const schemas = describeSchemas();
	return {
		asyncapi: '3.0.0',
		info: {
			title: 'Pitlane agent',
			version: '2.0.0',
			description: infoText(),
			'x-retry': {
				timeout_seconds: retryRule.timeoutSeconds,
				attempts: retryRule.attempts,
				backoff_seconds: retryRule.backoffSeconds,
			},
		},
		defaultContentType: 'application/json',
		servers: describeServers(shownServers(addresses)),
		channels: describeChannels(names),
		operations: describeOperations(names),
		components: {
			schemas,
			messages: Object.fromEntries(names.flatMap((name) => Object.entries(describeMessages(name, schemas)))),
			parameters: { plan_id: { description: 'Id of the service plan', examples: [examplePlanId] } },
			operationBindings: { at_least_once: mqttBinding },
			securitySchemes,
		},
	};
}

const securitySchemes = {
	service_account: {
		type: 'userPassword',
		description: 'A user of the broker in the role `service`, bound to one client id.',
	},
	tab_credential: {
		type: 'userPassword',
		description:
			'User, password and client id that the app mints for one tab, valid for 15 minutes; each request also shows the actor token minted with them.',
	},
};

function infoText(): string {
	const sections = overview.map(
		({ title, points }) => `## ${title}\n\n${points.map((point) => `- ${point}`).join('\n')}`,
	);
	const schemaNote =
		'Schemas are JSON Schema draft 7. What it cannot say stands in `x-checks`; unknown fields are ignored. ' +
		`Lengths count UTF-16 units. All messages expire after ${messageExpirySeconds} s.`;
	return [
		'Requests to the operator’s agent over MQTT 5, and its answers.',
		...sections,
		`## Schemas\n\n${schemaNote}`,
	].join('\n\n');
}
