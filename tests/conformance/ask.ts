import { requestTopic } from '#lib/protocol/topics.ts';
import { operations, type OperationName } from '#lib/protocol/operations.ts';
import type { Heard } from './ear.ts';
import { weeklyPlan } from './spec_plans.ts';
import type { World } from './world.ts';

/** Publishes a request in the envelope of the specification, and answers the `data` of its final reply. */
export async function ask(
	{ shell, ear }: World,
	name: OperationName,
	{ correlationId, data = {} }: { readonly correlationId: string; readonly data?: Readonly<Record<string, unknown>> },
): Promise<ReplyData> {
	const request = {
		timestamp: new Date().toISOString(),
		plan_id: weeklyPlan.planId,
		correlation_id: correlationId,
		actor: { type: 'attendant', id: 'attendant-001' },
		data: { action: operations[name].action, ...data },
	};
	const from = ear.heard.length;
	await shell.publish(requestTopic(name, weeklyPlan.planId), JSON.stringify(request));
	return dataOf(await ear.next(isReplyOf(name), from));
}

/** True for the final replies of an operation. */
export function isReplyOf(name: OperationName): (message: Heard) => boolean {
	const topic = operations[name].replyTopic.replace('{plan_id}', weeklyPlan.planId);
	return (message) => message.topic === topic;
}

/** The part of a reply that says what happened. */
export interface ReplyData {
	readonly success: boolean;
	readonly signals: readonly string[];
	readonly metadata: Readonly<Record<string, unknown>>;
	readonly fsmInputs?: readonly string[];
}

/** The `data` of a reply, without the time at which this delivery was answered. */
export function dataOf({ payload }: Heard): ReplyData {
	const { timestamp: _, ...data } = payload['data'] as ReplyData & { timestamp: string };
	return data;
}
