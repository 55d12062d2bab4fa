import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { parseRequest } from '#lib/protocol/parse_request.ts';
import {
	acknowledgementMessage,
	addressedTo,
	replyMessage,
	type Answered,
	type ReplyContent,
} from '#lib/protocol/replies.ts';
import { parseRequestTopic } from '#lib/protocol/topics.ts';
import type { Engine } from '../engine/engine.ts';
import { recordDeadLetter } from '../engine/records.ts';
import type { IncomingMessage, OutgoingMessage } from '../gateways/mqtt/agent_messages.ts';
import { operationOf } from '../operations/answered_operations.ts';
import { refusedContent, runOperation } from '../operations/run_operation.ts';
import type { AgentParts } from './agent_parts.ts';
import { trustActor } from './trust_actor.ts';

const logger = getLogger(['pitlane', 'agent']);

/**
 * Handles one message: parse, trust the actor, run the operation, and return what is to be published.
 * What cannot be parsed goes to the dead letters, and is answered where it names a topic to answer on.
 */
export async function handleMessage(parts: AgentParts, message: IncomingMessage): Promise<OutgoingMessage[]> {
	const topic = parseRequestTopic(message.topic);
	const operation = topic ? operationOf(topic.operation) : undefined;
	if (!topic || !operation) {
		await bury(parts.engine, message, 'NO_SUCH_OPERATION');
		return [];
	}
	const parsed = parseRequest(message.payload, { newCorrelationId: () => parts.engine.ids('cor'), topic });
	if (!parsed.ok) {
		await bury(parts.engine, message, parsed.code);
		const correlationId = parsed.params['correlation_id'];
		const answered = {
			operation: operation.name,
			planId: topic.planId,
			correlationId: typeof correlationId === 'string' ? correlationId : '',
		};
		return publishable(message, answeredAt(parts.engine, message, answered), refusedContent(operation, parsed));
	}
	const request = parsed.value;
	const answered = answeredAt(parts.engine, message, {
		operation: operation.name,
		planId: request.plan_id,
		correlationId: request.correlation_id,
	});
	return publishable(message, answered, await answer(parts, message, request));
}

async function answer(parts: AgentParts, message: IncomingMessage, request: RequestEnvelope): Promise<ReplyContent> {
	const operation = operationOf(parseRequestTopic(message.topic)?.operation ?? '');
	if (!operation) throw new TypeError(`No operation answers ${message.topic}`);
	try {
		const caller = await trustActor(parts, message, request);
		if (!caller.ok) return refusedContent(operation, caller);
		return await runOperation(parts.engine, { operation, request, caller: caller.value });
	} catch (error) {
		logger.error('Operation {operation} failed', {
			operation: operation.name,
			correlationId: request.correlation_id,
			error,
		});
		// No answer: the client asks again under the same correlation id, and nothing has happened.
		throw error instanceof FaultError
			? error
			: new FaultError('agent', `Operation ${operation.name} failed`, { cause: error });
	}
}

function answeredAt(
	engine: Engine,
	message: IncomingMessage,
	request: { operation: OperationName; planId: string; correlationId: string },
): Answered {
	return { ...request, correlationData: message.properties.correlationData, at: engine.clock() };
}

/**
 * A browser's answer goes to its Response Topic alone; a service's to the spec's topics, after the acknowledgement where there is one,
 * and to its Response Topic as well if it named one.
 */
function publishable(message: IncomingMessage, answered: Answered, content: ReplyContent): OutgoingMessage[] {
	const reply = replyMessage(answered, content);
	const { responseTopic } = message.properties;
	const direct = responseTopic ? [addressedTo(responseTopic, reply)] : [];
	if (!message.trusted) return direct;
	const acknowledgement = acknowledgementMessage(answered);
	return [...(acknowledgement ? [acknowledgement] : []), reply, ...direct];
}

async function bury(engine: Engine, message: IncomingMessage, reason: string): Promise<void> {
	const payload = new TextDecoder().decode(message.payload.slice(0, 4096));
	await recordDeadLetter(engine, { topic: message.topic.slice(0, 1024), payload, reason });
}
