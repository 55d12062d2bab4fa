import { actorTokenProperty } from '#lib/protocol/actor_token.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { replyTopic } from '#lib/protocol/topics.ts';
import { acknowledgementOf, refusalOf, replyOf } from './answer_messages.ts';
import { exampleAcknowledgement, exampleRequest } from './examples.ts';
import { schemaRef, type JsonSchema } from '../json_schema.ts';
import { messageBindings, messageHead, messageName, type AsyncMessage } from './message_parts.ts';
import { operationNotes } from './operation_notes.ts';
import { schemaName } from './schemas.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** Level of a Response Topic that stands for the client who named it. */
export const clientLevel = '{client_id}';

/** The messages of an operation by their keys. */
export function describeMessages(operation: OperationName, schemas: Schemas): Readonly<Record<string, AsyncMessage>> {
	const acknowledgement = exampleAcknowledgement(operation);
	return {
		[messageName(operation, 'request')]: requestOf(operation, schemas),
		...(acknowledgement && {
			[messageName(operation, 'acknowledgement')]: acknowledgementOf(operation, acknowledgement),
		}),
		[messageName(operation, 'reply')]: replyOf(operation, schemas),
		[messageName(operation, 'refusal')]: refusalOf(operation),
	};
}

function requestOf(operation: OperationName, schemas: Schemas): AsyncMessage {
	const { title, summary } = operationNotes[operation];
	const data = { type: 'object', properties: { data: schemaRef(schemaName(operation, 'data')) } };
	return {
		...messageHead(operation, 'request', title),
		summary,
		headers: {
			type: 'object',
			description: 'User properties of MQTT 5',
			properties: {
				[actorTokenProperty]: {
					type: 'string',
					maxLength: 4096,
					description: 'Signed proof of who acts: required of tabs, unused by service accounts',
				},
			},
		},
		payload: { allOf: [schemaRef('Request'), data] },
		bindings: messageBindings({ responseTopic: replyTopic(clientLevel, operation) }),
		examples: [{ name: 'request', payload: exampleRequest(operation, schemas) }],
	};
}
