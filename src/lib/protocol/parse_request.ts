import * as v from 'valibot';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { Result } from '#lib/kernel/result.ts';
import { correlationIdSchema, requestEnvelope } from './envelope.ts';
import type { RequestEnvelope } from './envelope.ts';
import { checkTree, parseJsonBytes } from './json_bytes.ts';
import type { JsonRefusal } from './json_bytes.ts';
import { operations } from './operations.ts';
import type { RequestTopic } from './topics.ts';

export type RequestRefusal = JsonRefusal | 'SERVICE_PLAN_ID_MISSING' | 'INVALID_REQUEST';

export interface ParseRequestOptions {
	/** Called when the request names no correlation id (the spec calls it optional). */
	readonly newCorrelationId: () => string;
	/** The topic it came on, whose plan and operation the payload must agree with; left out over HTTPS. */
	readonly topic?: RequestTopic;
}

/**
 * Reads a request from bytes and never throws. A refusal's `params` have the `reason` and, where it could still be
 * read, the `correlation_id` to answer under.
 */
export function parseRequest(bytes: Uint8Array, options: ParseRequestOptions): Result<RequestEnvelope, RequestRefusal> {
	const json = parseJsonBytes(bytes);
	return json.ok ? parseTree(json.value, options) : json;
}

/** Like `parseRequest`, for a value that is JSON already (the HTTPS way in). */
export function parseRequestValue(
	value: unknown,
	options: ParseRequestOptions,
): Result<RequestEnvelope, RequestRefusal> {
	const tree = checkTree(value);
	return tree.ok ? parseTree(tree.value, options) : tree;
}

function parseTree(value: unknown, options: ParseRequestOptions): Result<RequestEnvelope, RequestRefusal> {
	const parsed = v.safeParse(requestEnvelope, dropEmptyCorrelationId(value));
	if (!parsed.success) return explain(value, parsed.issues[0]);
	const { timestamp, plan_id, correlation_id, actor, data } = parsed.output;
	const disagreement = options.topic && disagrees(options.topic, plan_id, data.action);
	if (disagreement) return refuse('INVALID_REQUEST', { reason: disagreement, correlation_id: correlation_id ?? null });
	return ok({
		timestamp: timestamp ?? null,
		plan_id,
		correlation_id: correlation_id ?? options.newCorrelationId(),
		actor: actor ?? null,
		data,
	});
}

function dropEmptyCorrelationId(value: unknown): unknown {
	const empty = v.is(v.looseObject({ correlation_id: v.literal('') }), value);
	return empty ? { ...value, correlation_id: null } : value;
}

function explain(value: unknown, issue: v.BaseIssue<unknown>): Result<never, RequestRefusal> {
	const named = v.safeParse(v.looseObject({ correlation_id: correlationIdSchema }), value);
	const path = v.getDotPath(issue);
	const missing = issue.input === undefined || issue.input === null || issue.input === '';
	const params = {
		reason: path === null ? issue.message : `${path}: ${issue.message}`,
		correlation_id: named.success ? named.output.correlation_id : null,
	};
	return refuse(path === 'plan_id' && missing ? 'SERVICE_PLAN_ID_MISSING' : 'INVALID_REQUEST', params);
}

function disagrees(topic: RequestTopic, planId: string, action: string): string | undefined {
	if (planId !== topic.planId) return `plan_id is '${planId}', the topic says '${topic.planId}'`;
	const expected = operations[topic.operation].action;
	return action === expected ? undefined : `data.action is '${action}', the topic asks for '${expected}'`;
}
