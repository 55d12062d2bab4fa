import { operations, type OperationName } from '#lib/protocol/operations.ts';

/** The part that a message plays for its operation. */
export type MessageRole = 'request' | 'acknowledgement' | 'reply' | 'refusal';

/** A Message Object of AsyncAPI 3. */
export type AsyncMessage = Readonly<Record<string, unknown>>;

/** Key of a message in the document. */
export function messageName(operation: OperationName, role: MessageRole): string {
	return `${operation}_${role}`;
}

/** Name, title and correlation of a message. */
export function messageHead(operation: OperationName, role: MessageRole, title: string): AsyncMessage {
	const suffix = role === 'reply' || role === 'refusal' ? operations[operation].idSuffix : '';
	return {
		name: messageName(operation, role),
		title,
		contentType: 'application/json',
		correlationId: {
			description: role === 'request' ? 'Chosen by whoever asks' : correlationNote(suffix),
			location: '$message.payload#/correlation_id',
		},
	};
}

function correlationNote(suffix: string): string {
	return suffix === '' ? 'That of the request' : `That of the request, followed by \`${suffix}\``;
}

/** The MQTT 5 properties of a message that are not user properties. */
export function messageBindings(more: { readonly responseTopic?: string } = {}) {
	const correlationData = { type: 'string', description: 'The correlation id of the request in UTF-8' };
	return { mqtt: { ...more, correlationData, bindingVersion: '0.2.0' } };
}
