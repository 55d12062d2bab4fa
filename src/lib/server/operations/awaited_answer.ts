import { isMonitored, type OperationName } from '#lib/protocol/operations.ts';
import {
	addressedTo,
	replyMessage,
	type Answered,
	type ReplyContent,
	type ReplyMessage,
} from '#lib/protocol/replies.ts';
import type { Engine } from '../engine/engine.ts';
import type { RequestKey } from '../engine/transact.ts';
import { forgetPendingAnswer, insertOutbox, settleAnswer } from '../store/machine_rows.ts';
import type { Statement } from '../store/statement.ts';
import type { PublishEffect } from '../ports.ts';
import { failure } from './answer.ts';
import type { OperationCall, ReplyRoute } from './operation.ts';

/** A request whose final answer waits for an outside system: kept beside the effect that asks it. */
export interface AwaitedAnswer {
	readonly operation: OperationName;
	readonly planId: string;
	readonly correlationId: string;
	readonly once: RequestKey;
	readonly route: ReplyRoute | null;
	readonly stationId: string | null;
}

/** What has to be kept of a call that waits. */
export function awaiting(
	call: OperationCall<unknown>,
	operation: OperationName,
	stationId: string | null,
): AwaitedAnswer {
	const { planId, correlationId, once, route } = call;
	return { operation, planId, correlationId, once, route, stationId };
}

/** What a request is told while an outside system has yet to answer. */
export function pendingContent(called: string): ReplyContent {
	return failure(['OPERATION_PENDING'], { called, status: 'pending', reason: 'AWAITING_ERP' });
}

/** The final answer: stored for repeats, and sent to whoever asked. */
export function finalAnswer(engine: Engine, awaited: AwaitedAnswer, content: ReplyContent): Statement[] {
	const stored = settleAnswer({ ...awaited.once, answer: content, at: engine.clock() });
	return [stored, ...sent(engine, awaited, content)];
}

/** The outside system said no: whoever asked is told, and may ask again under the same correlation id. */
export function failedAnswer(engine: Engine, awaited: AwaitedAnswer, content: ReplyContent): Statement[] {
	return [forgetPendingAnswer(awaited.once), ...sent(engine, awaited, content)];
}

/** The reply on the operation's own topic for monitors, where no trusted account's request brings it there. */
export function monitorsReply(engine: Engine, awaited: AwaitedAnswer, content: ReplyContent): Statement[] {
	return awaited.route?.trusted ? [] : sent(engine, { ...awaited, route: null }, content);
}

function sent(engine: Engine, awaited: AwaitedAnswer, content: ReplyContent): Statement[] {
	const { operation, planId, correlationId, route, stationId } = awaited;
	const at = engine.clock();
	const correlationData = route?.correlationData ? Buffer.from(route.correlationData, 'base64') : undefined;
	const answered: Answered = { operation, planId, correlationId, correlationData, at };
	const reply = replyMessage(answered, content);
	const responseTopic = route?.responseTopic ?? null;
	const messages = [
		...(route?.trusted || isMonitored(operation) ? [reply] : []),
		...(responseTopic === null ? [] : [addressedTo(responseTopic, reply)]),
	];
	return messages.map((message) => {
		const { kind, ...payload } = publishEffect(message);
		return insertOutbox({ id: engine.ids('reply'), kind, payload, subject: planId, stationId, at });
	});
}

function publishEffect({ topic, payload, properties }: ReplyMessage): PublishEffect {
	return {
		kind: 'mqtt_publish',
		topic,
		payload: JSON.parse(payload) as Record<string, unknown>,
		properties: { ...properties, correlationData: Buffer.from(properties.correlationData).toString('base64') },
	};
}
