import { operations, type OperationName } from '#lib/protocol/operations.ts';
import { replyFilter } from '#lib/protocol/topics.ts';
import { messageName, type MessageRole } from './message_parts.ts';
import { clientLevel } from './messages.ts';
import { operationNotes } from './operation_notes.ts';

/** A Channel Object of AsyncAPI 3: a topic, and what is sent on it. */
type Channel = Readonly<Record<string, unknown>>;

/** Key of the channel on which an operation's request, acknowledgement or reply travels. */
export function channelName(operation: OperationName, part: 'request' | 'acknowledgement' | 'reply'): string {
	return `${operation}_${part}`;
}

/** Key of the channel of the Response Topics. */
export const responseChannel = 'response_topic';

/** The channels of the document: the topics of every operation, and the Response Topics. */
export function describeChannels(names: readonly OperationName[]): Readonly<Record<string, Channel>> {
	const topics = names.flatMap((name) => Object.entries(channelsOf(name)));
	return { ...Object.fromEntries(topics), [responseChannel]: responseTopics(names) };
}

function channelsOf(name: OperationName): Record<string, Channel> {
	const { requestTopic, acknowledgement, replyTopic, responsePattern } = operations[name];
	const { title } = operationNotes[name];
	const monitored = responsePattern === 'stat' || responsePattern === 'meta' ? '; monitors read it too' : '';
	return {
		[channelName(name, 'request')]: topic(name, requestTopic, {
			roles: ['request'],
			description: `Requests: ${title.toLowerCase()}`,
		}),
		...(acknowledgement && {
			[channelName(name, 'acknowledgement')]: topic(name, acknowledgement.topic, {
				roles: ['acknowledgement'],
				description: 'Says that the request was received, to service accounts',
			}),
		}),
		[channelName(name, 'reply')]: topic(name, replyTopic, {
			roles: ['reply', 'refusal'],
			description: `Final replies to service accounts${monitored}`,
		}),
	};
}

function topic(
	name: OperationName,
	address: string,
	{ roles, description }: { roles: readonly MessageRole[]; description: string },
): Channel {
	return {
		address,
		description,
		parameters: { plan_id: { $ref: '#/components/parameters/plan_id' } },
		messages: messageRefs(name, roles),
	};
}

function responseTopics(names: readonly OperationName[]): Channel {
	return {
		address: replyFilter(clientLevel).replace('#', '{operation}'),
		description: 'Final replies to whoever named it as Response Topic; the broker lets no other client read them',
		parameters: {
			client_id: { description: 'MQTT client id of whoever asked' },
			operation: { description: 'Name of the operation', enum: names },
		},
		messages: Object.fromEntries(names.flatMap((name) => Object.entries(messageRefs(name, ['reply', 'refusal'])))),
	};
}

function messageRefs(name: OperationName, roles: readonly MessageRole[]): Record<string, { $ref: string }> {
	return Object.fromEntries(
		roles.map((role) => [messageName(name, role), { $ref: `#/components/messages/${messageName(name, role)}` }]),
	);
}
