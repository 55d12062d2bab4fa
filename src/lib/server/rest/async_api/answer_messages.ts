import type { ReplyEnvelope } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { ReplyMessage } from '#lib/protocol/replies.ts';
import { failureSignal } from '#lib/protocol/signals.ts';
import { exampleRefusal, exampleReply, replyProperties } from './examples.ts';
import { schemaRef, type JsonSchema } from '../json_schema.ts';
import { messageBindings, messageHead, type AsyncMessage } from './message_parts.ts';
import { operationNotes } from './operation_notes.ts';
import { schemaName } from './schemas.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** What an answer's `data` has, by the names of its fields. */
type Content = Readonly<Record<'success' | 'signals' | 'metadata', JsonSchema>>;

/** The final reply to a request that was done. */
export function replyOf(operation: OperationName, schemas: Schemas): AsyncMessage {
	const content = {
		success: { const: true },
		signals: signalsOf(operation),
		metadata: schemaRef(schemaName(operation, 'metadata')),
	};
	return {
		...messageHead(operation, 'reply', `${operationNotes[operation].title}: done`),
		...answer({ content, properties: replyProperties(operation), example: exampleReply(operation, schemas) }),
	};
}

/** The final reply to a request that was refused. */
export function refusalOf(operation: OperationName): AsyncMessage {
	const content = { success: { const: false }, signals: signalsOf(operation), metadata: refusalMetadata };
	return {
		...messageHead(operation, 'refusal', `${operationNotes[operation].title}: refused`),
		...answer({ content, properties: replyProperties(operation), example: exampleRefusal(operation) }),
	};
}

/** What a chained operation sends before its final reply; described by what the agent really sends. */
export function acknowledgementOf(operation: OperationName, { payload, properties }: ReplyMessage): AsyncMessage {
	const example = JSON.parse(payload) as ReplyEnvelope;
	const { signals, metadata } = example.data;
	const fields = Object.entries(metadata).map(([name, value]): [string, JsonSchema] => [
		name,
		perRequest.has(name) ? { type: 'string' } : { const: value },
	]);
	const content = {
		success: { const: true },
		signals: { const: signals },
		metadata: { type: 'object', required: Object.keys(metadata), properties: Object.fromEntries(fields) },
	};
	return {
		...messageHead(operation, 'acknowledgement', `${operationNotes[operation].title}: received`),
		summary: 'The request was received; the final reply follows on another topic.',
		...answer({ content, properties, example }),
	};
}

/** What differs from one acknowledgement of an operation to the next. */
const perRequest: ReadonlySet<string> = new Set(['timestamp', 'correlation_id', 'call_topic', 'return_topic']);

const refusalMetadata: JsonSchema = {
	type: 'object',
	description: 'Why, and what to do next; where the specification prints a refusal, its fields',
	properties: {
		reason: { type: 'string', description: 'Code of the refusal' },
		message: { type: 'string', description: 'The same as a sentence' },
		recovery_action: { type: ['string', 'null'], description: 'What to do next' },
		params: { type: 'object', description: 'The values that the sentence names' },
	},
};

/** The signals that an operation names; a refusal puts its own code beside them. */
function signalsOf(operation: OperationName): JsonSchema {
	const named = [...Object.keys(operationNotes[operation].signals), failureSignal(operation)];
	return {
		type: 'array',
		items: { anyOf: [{ enum: [...new Set(named)] }, { type: 'string', description: 'Code of the refusal' }] },
	};
}

function answer(sent: {
	content: Content;
	properties: ReplyMessage['properties'];
	example: ReplyEnvelope;
}): AsyncMessage {
	const { userProperties } = sent.properties;
	const headers = Object.entries(userProperties).map(([name, value]) => [name, { type: 'string', const: value }]);
	const own = {
		type: 'object',
		...('request_topic' in sent.example && { required: ['request_topic'] }),
		properties: { data: { type: 'object', properties: sent.content } },
	};
	return {
		headers: {
			type: 'object',
			description: 'User properties of MQTT 5',
			required: Object.keys(userProperties),
			properties: Object.fromEntries(headers) as Record<string, JsonSchema>,
		},
		payload: { allOf: [schemaRef('Reply'), own] },
		bindings: messageBindings(),
		examples: [{ name: 'answer', headers: userProperties, payload: sent.example }],
	};
}
