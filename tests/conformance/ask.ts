import { requestTopic } from '#lib/protocol/topics.ts';
import { operations, type OperationName } from '#lib/protocol/operations.ts';
import type { Heard } from './ear.ts';
import { weeklyPlan } from './spec_plans.ts';
import type { World } from './world.ts';

/** A request of the suite's own beside the printed ones. */
export interface Asked {
	readonly correlationId: string;
	readonly data?: Readonly<Record<string, unknown>>;
	readonly planId?: string;
	/** Further options of mosquitto_pub. */
	readonly options?: readonly string[];
}

/** Publishes a request in the envelope of the specification. */
export async function publish(
	{ shell }: World,
	name: OperationName,
	{ correlationId, data = {}, planId = weeklyPlan.planId, options = [] }: Asked,
): Promise<void> {
	const request = {
		timestamp: new Date().toISOString(),
		plan_id: planId,
		correlation_id: correlationId,
		actor: { type: 'attendant', id: 'attendant-001' },
		data: { action: operations[name].action, ...data },
	};
	await shell.publish(requestTopic(name, planId), JSON.stringify(request), options);
}

/** Publishes a request and answers the `data` of its final reply. */
export async function ask(world: World, name: OperationName, asked: Asked): Promise<ReplyData> {
	const from = world.ear.heard.length;
	await publish(world, name, asked);
	return dataOf(await world.ear.next(isReplyOf(name, asked.planId), from));
}

/** True for the final replies of an operation. */
export function isReplyOf(name: OperationName, planId = weeklyPlan.planId): (message: Heard) => boolean {
	const topic = operations[name].replyTopic.replace('{plan_id}', planId);
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
