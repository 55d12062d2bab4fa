import { operations } from '#lib/protocol/operations.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { ReplyEnvelope } from '#lib/protocol/envelope.ts';

/** A request that waits for its reply. */
export interface WaitingRequest {
	readonly operation: OperationName;
	readonly correlationId: string;
}

/** A message on this client's reply topics. */
export interface ArrivedReply {
	readonly reply: ReplyEnvelope;
	/** Operation that the topic names, if any. */
	readonly operation: OperationName | undefined;
	/** MQTT 5 Correlation Data as text, if any. */
	readonly correlationData: string | undefined;
	/** User property `response_pattern`, if any. */
	readonly pattern: string | undefined;
}

/**
 * Finds the request that a reply answers: equal Correlation Data or correlation id first, then the longest id that is
 * a prefix of the other either way, because agents append suffixes in some places and not in others.
 * Undefined for an acknowledgement, which is not the final reply, and for a reply that nobody waits for.
 */
export function findAnswered<Waiting extends WaitingRequest>(
	waiting: Iterable<Waiting>,
	arrived: ArrivedReply,
): Waiting | undefined {
	const candidates = [...waiting].filter((request) => mayAnswer(request, arrived));
	const { correlationData } = arrived;
	const id = arrived.reply.correlation_id;
	const equal = candidates.find(({ correlationId }) => correlationId === correlationData || correlationId === id);
	if (equal) return equal;
	return candidates
		.filter(({ operation, correlationId }) => {
			// Our agent's form names its request exactly: an id that it merely begins with is another request.
			if (correlationData !== undefined && id === correlationData + operations[operation].idSuffix) return false;
			return isPrefix(correlationId, id) || isPrefix(correlationId, correlationData ?? '');
		})
		.sort((a, b) => b.correlationId.length - a.correlationId.length)[0];
}

function mayAnswer(request: WaitingRequest, arrived: ArrivedReply): boolean {
	if (arrived.operation !== undefined && arrived.operation !== request.operation) return false;
	const { responsePattern, acknowledgement } = operations[request.operation];
	if (arrived.pattern !== undefined) return arrived.pattern === responsePattern;
	return acknowledgement === null || !arrived.reply.data.signals.includes(acknowledgement.signal);
}

function isPrefix(a: string, b: string): boolean {
	return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
}
