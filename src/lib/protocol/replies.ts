import type { ReplyEnvelope } from './envelope.ts';
import { operations } from './operations.ts';
import type { Acknowledgement, OperationName, ResponsePattern } from './operations.ts';
import { fillTopic, requestTopic } from './topics.ts';

/** Life of a message on the broker, seconds; a later answer helps nobody. */
export const messageExpirySeconds = 300;

/** Largest time a client waits for an answer, and what it does then (seeds/002, acknowledgement metadata). */
export const retryRule = { timeoutSeconds: 15, attempts: 3, backoffSeconds: [3, 8, 15] } as const;

const agent = { type: 'agent', id: 'bss-agent-v2' };

/** MQTT 5 properties of a reply; it is sent at QoS 1. */
export interface ReplyProperties {
	readonly messageExpiryInterval: number;
	readonly correlationData: Uint8Array;
	readonly userProperties: Readonly<Record<string, string>>;
}

/** A message ready for the broker. */
export interface ReplyMessage {
	readonly topic: string;
	readonly payload: string;
	readonly properties: ReplyProperties;
}

/** The request that a reply answers. */
export interface Answered {
	readonly operation: OperationName;
	readonly planId: string;
	readonly correlationId: string;
	/** The request's own Correlation Data; its correlation id in UTF-8 where it had none. */
	readonly correlationData?: Uint8Array | undefined;
	/** When it is answered, UTC milliseconds. */
	readonly at: number;
}

/** What an operation says. */
export interface ReplyContent {
	readonly success: boolean;
	readonly signals: readonly string[];
	readonly metadata: Readonly<Record<string, unknown>>;
	/** Inputs given to the plan's state machines; printed if present, and always in the pattern `rtrn`. */
	readonly fsmInputs?: readonly string[];
	/** What the acknowledgement's metadata say beyond the table. */
	readonly acknowledged?: Readonly<Record<string, unknown>>;
	/** True if the final answer follows by itself, so that there is nothing to send now. */
	readonly isLater?: boolean;
}

/** The envelope of an operation's final reply, for either transport. */
export function replyTo(request: Answered, content: ReplyContent): ReplyEnvelope {
	const operation = operations[request.operation];
	const id = `${request.correlationId}${operation.idSuffix}`;
	return envelope(request, content, { id, pattern: operation.responsePattern });
}

/** The final reply as a message on the operation's reply topic, which trusted accounts read. */
export function replyMessage(request: Answered, content: ReplyContent): ReplyMessage {
	const operation = operations[request.operation];
	return message(request, replyTo(request, content), {
		topic: fillTopic(operation.replyTopic, request.planId),
		pattern: operation.responsePattern,
	});
}

/** The acknowledgement that a chained operation sends before its final reply; null for the others. */
export function acknowledgementMessage(
	request: Answered,
	more: Readonly<Record<string, unknown>> = {},
): ReplyMessage | null {
	const acknowledgement = operations[request.operation].acknowledgement;
	if (acknowledgement === null) return null;
	const content = {
		success: true,
		signals: [acknowledgement.signal],
		metadata: { ...acknowledgementMetadata(request, acknowledgement), ...more },
	};
	return message(request, envelope(request, content, { id: request.correlationId, pattern: 'rtrn' }), {
		topic: fillTopic(acknowledgement.topic, request.planId),
		pattern: 'rtrn',
	});
}

/** The same message on another topic: the Response Topic that the request named. */
export function addressedTo(topic: string, reply: ReplyMessage): ReplyMessage {
	return { ...reply, topic };
}

function envelope(
	request: Answered,
	content: ReplyContent,
	how: { id: string; pattern: ResponsePattern },
): ReplyEnvelope {
	const timestamp = new Date(request.at).toISOString();
	const rtrn = how.pattern === 'rtrn';
	const fsmInputs = content.fsmInputs ?? (rtrn ? [] : undefined);
	return {
		timestamp,
		plan_id: request.planId,
		correlation_id: how.id,
		actor: agent,
		...(rtrn && { request_topic: requestTopic(request.operation, request.planId) }),
		data: {
			plan_id: request.planId,
			success: content.success,
			signals: [...content.signals],
			metadata: content.metadata,
			timestamp,
			...(fsmInputs && { fsmInputs: [...fsmInputs] }),
		},
	};
}

function message(
	request: Answered,
	reply: ReplyEnvelope,
	how: { topic: string; pattern: ResponsePattern },
): ReplyMessage {
	return {
		topic: how.topic,
		payload: JSON.stringify(reply),
		properties: {
			messageExpiryInterval: messageExpirySeconds,
			correlationData: request.correlationData ?? new TextEncoder().encode(request.correlationId),
			userProperties: {
				agent_type: 'BSS_AGENT_V2',
				response_type: 'AGENT_CALCULATION_RESULT',
				response_pattern: how.pattern,
				platform_version: '2.0.0',
				application: 'abs-platform',
			},
		},
	};
}

function acknowledgementMetadata(request: Answered, { called, flags, absAction }: Acknowledgement) {
	const service = fillTopic(operations[request.operation].replyTopic, request.planId).replace('echo/', '');
	return {
		called,
		timestamp: new Date(request.at).toISOString(),
		...flags,
		abs_integration: true,
		abs_action: absAction,
		call_topic: `emit/${service}`,
		return_topic: `${service}/response`,
		timeout_seconds: retryRule.timeoutSeconds,
		retry_attempts: retryRule.attempts,
		retry_backoff: retryRule.backoffSeconds,
		pattern: 'call/rtrn',
		mqtt_delivered: true,
		correlation_id: request.correlationId,
	};
}
