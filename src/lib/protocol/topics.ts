import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { isOperationName, operations } from './operations.ts';
import type { OperationName } from './operations.ts';

/** What a request's topic says. */
export interface RequestTopic {
	readonly operation: OperationName;
	readonly planId: string;
}

/** Where requests arrive: every operation of every plan. Nothing else may be written by a browser. */
export const requestFilters = [
	'emit/uxi/attendant/plan/+/+',
	'call/uxi/attendant/plan/+/+',
	'emit/uxi/billing/plan/+/usage_report',
] as const;

/** Shared-subscription group of the agents: each request goes to one of them. */
export const agentGroup = 'abs-agent';

/** Puts a plan into a topic of the operations' table. Throws TypeError for a plan id that would change the topic. */
export function fillTopic(template: string, planId: string): string {
	if (!v.is(idText, planId)) throw new TypeError(`'${String(planId)}' is not a plan id`);
	return template.replace('{plan_id}', planId);
}

/** The topic on which an operation is requested for a plan. */
export function requestTopic(operation: OperationName, planId: string): string {
	return fillTopic(operations[operation].requestTopic, planId);
}

/** Reads operation and plan from a request's topic; undefined if no operation is requested there. */
export function parseRequestTopic(topic: string): RequestTopic | undefined {
	const levels = topic.split('/');
	const [planId, name] = [levels[4], levels[5]];
	if (planId === undefined || name === undefined || !isOperationName(name) || !v.is(idText, planId)) return undefined;
	return requestTopic(name, planId) === topic ? { operation: name, planId } : undefined;
}

/** Where one client's answers arrive; the broker lets no other client read them. */
export function replyFilter(clientId: string): string {
	return `reply/${clientId}/#`;
}

/** The Response Topic that a client names for an operation. */
export function replyTopic(clientId: string, operation: OperationName): string {
	return `reply/${clientId}/${operation}`;
}
