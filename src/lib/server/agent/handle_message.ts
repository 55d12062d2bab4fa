import { FaultError } from '#lib/kernel/fault.ts';
import { parseRequest } from '#lib/protocol/parse_request.ts';
import {
	acknowledgementMessage,
	addressedTo,
	replyMessage,
	type Answered,
	type ReplyContent,
} from '#lib/protocol/replies.ts';
import { parseRequestTopic } from '#lib/protocol/topics.ts';
import { failedReason } from '../engine/records.ts';
import type { IncomingMessage, OutgoingMessage } from '../gateways/mqtt/agent_messages.ts';
import { operationOf } from '../operations/answered_operations.ts';
import { limitRate } from '../operations/rate_limit.ts';
import { refusedContent, runOperation, type OperationRequest } from '../operations/run_operation.ts';
import type { AgentParts } from './agent_parts.ts';
import { buryMessage } from './bury_message.ts';
import { senderOf, type Sender } from './sender.ts';
import { trustActor } from './trust_actor.ts';

/**
 * Handles one message: parse, trust the actor, run the operation, and return what is to be published. What cannot be parsed goes to
 * the dead letters, and is answered where its sender may be. Throws FaultError where there is no answer: the client asks again under
 * the same correlation id, and nothing has happened; a message that broke its handling by a mistake of ours is a dead letter too.
 */
export async function handleMessage(parts: AgentParts, message: IncomingMessage): Promise<OutgoingMessage[]> {
	const { engine, tokens } = parts;
	const sender = senderOf(message, tokens, { now: engine.clock() });
	try {
		return await handleFrom(parts, message, sender);
	} catch (error) {
		if (error instanceof FaultError) throw error;
		await buryMessage(engine, { message, sender, reason: failedReason });
		throw new FaultError('agent', `A message on ${message.topic} broke its handling`, { cause: error });
	}
}

/** Handles a message of a sender who is established already. Throws whatever broke its handling. */
export async function handleFrom(
	parts: AgentParts,
	message: IncomingMessage,
	sender: Sender,
): Promise<OutgoingMessage[]> {
	const { engine } = parts;
	const topic = parseRequestTopic(message.topic);
	const operation = topic ? operationOf(topic.operation) : undefined;
	if (!topic || !operation) {
		await buryMessage(engine, { message, sender, reason: 'NO_SUCH_OPERATION' });
		return [];
	}
	const answered = (correlationId: string): Answered => {
		const { correlationData } = message.properties;
		return { operation: operation.name, planId: topic.planId, correlationId, correlationData, at: engine.clock() };
	};
	const parsed = parseRequest(message.payload, { newCorrelationId: () => engine.ids('cor'), topic });
	if (!parsed.ok) {
		await buryMessage(engine, { message, sender, reason: parsed.code });
		const correlationId = String(parsed.params['correlation_id'] ?? '');
		return publishable(message, sender, {
			answered: answered(correlationId),
			content: refusedContent(operation, parsed),
		});
	}
	const { correlationData } = message.properties;
	const route = {
		responseTopic: sender.responseTopic ?? null,
		correlationData: correlationData ? Buffer.from(correlationData).toString('base64') : null,
		trusted: message.trusted,
	};
	const content = await answer(parts, sender, { operation, request: parsed.value, route });
	return publishable(message, sender, { answered: answered(parsed.value.correlation_id), content });
}

async function answer(
	parts: AgentParts,
	sender: Sender,
	{ operation, request, route }: Required<Omit<OperationRequest, 'caller'>>,
): Promise<ReplyContent> {
	const caller = await trustActor(parts, sender, request);
	if (!caller.ok) return refusedContent(operation, caller);
	const limited = await limitRate(parts.engine, caller.value);
	return limited ?? (await runOperation(parts.engine, { operation, request, route, caller: caller.value }));
}

/**
 * A browser's answer goes to its Response Topic alone; a service's to the spec's topics, after the acknowledgement where there is one,
 * and to its Response Topic as well if it named one.
 */
function publishable(
	message: IncomingMessage,
	{ responseTopic }: Sender,
	{ answered, content }: { answered: Answered; content: ReplyContent },
): OutgoingMessage[] {
	if (content.isLater) return [];
	const reply = replyMessage(answered, content);
	const direct = responseTopic ? [addressedTo(responseTopic, reply)] : [];
	if (!message.trusted) return direct;
	const acknowledgement = acknowledgementMessage(answered, content.acknowledged);
	return [...(acknowledgement ? [acknowledgement] : []), reply, ...direct];
}
