import { operations, type OperationName } from '#lib/protocol/operations.ts';
import { messageExpirySeconds } from '#lib/protocol/replies.ts';
import { channelName, responseChannel } from './channels.ts';
import { messageName, type MessageRole } from './message_parts.ts';
import { operationNotes, phases } from './operation_notes.ts';

/** An Operation Object of AsyncAPI 3, from the agent's side: it receives requests and sends acknowledgements. */
type AsyncOperation = Readonly<Record<string, unknown>>;

/** How every message of the agent is published. */
export const mqttBinding = {
	mqtt: { qos: 1, retain: false, messageExpiryInterval: messageExpirySeconds, bindingVersion: '0.2.0' },
};

/** What may be asked of the agent, by service accounts and by tabs, and what it sends unasked. */
export function describeOperations(names: readonly OperationName[]): Readonly<Record<string, AsyncOperation>> {
	return Object.fromEntries(names.flatMap((name) => Object.entries(operationsOf(name))));
}

function operationsOf(name: OperationName): Record<string, AsyncOperation> {
	return {
		[name]: asked(name, 'service_account', {
			channel: channelName(name, 'reply'),
			description:
				'The final reply comes on its own topic, and on the Response Topic as well if the request names one.',
		}),
		...(!operationNotes[name].servicesOnly && {
			[`${name}_from_tab`]: asked(name, 'tab_credential', {
				channel: responseChannel,
				description: 'The final reply comes on the Response Topic alone, which the request must name.',
			}),
		}),
		...(operations[name].acknowledgement && { [`${name}_acknowledgement`]: acknowledged(name) }),
	};
}

function asked(
	name: OperationName,
	security: 'service_account' | 'tab_credential',
	answered: { channel: string; description: string },
): AsyncOperation {
	const { title, summary } = operationNotes[name];
	return {
		action: 'receive',
		title,
		summary,
		description: answered.description,
		...common(name),
		channel: channelRef(channelName(name, 'request')),
		messages: messageRefs(channelName(name, 'request'), name, ['request']),
		reply: {
			channel: channelRef(answered.channel),
			messages: messageRefs(answered.channel, name, ['reply', 'refusal']),
		},
		security: [{ $ref: `#/components/securitySchemes/${security}` }],
	};
}

function acknowledged(name: OperationName): AsyncOperation {
	const channel = channelName(name, 'acknowledgement');
	return {
		action: 'send',
		title: `${operationNotes[name].title}: received`,
		summary: 'Comes before the final reply; nothing has been decided yet.',
		...common(name),
		channel: channelRef(channel),
		messages: messageRefs(channel, name, ['acknowledgement']),
		security: [{ $ref: '#/components/securitySchemes/service_account' }],
	};
}

function common(name: OperationName) {
	const { kind, action } = operations[name];
	return {
		tags: [{ name: phases[operationNotes[name].phase] }],
		bindings: { $ref: '#/components/operationBindings/at_least_once' },
		'x-action': action,
		'x-kind': kind,
		'x-signals': operationNotes[name].signals,
	};
}

function channelRef(name: string) {
	return { $ref: `#/channels/${name}` };
}

function messageRefs(channel: string, name: OperationName, roles: readonly MessageRole[]) {
	return roles.map((role) => ({ $ref: `#/channels/${channel}/messages/${messageName(name, role)}` }));
}
