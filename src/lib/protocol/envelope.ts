import * as v from 'valibot';
import { idText, isoInstant, safeText } from '#lib/kernel/schemas.ts';
import { operations } from './operations.ts';
import type { OperationName } from './operations.ts';

/** Who asks or answers, as the message says; the actor token proves it. */
export const actorSchema = v.object({ type: safeText(40), id: safeText(128) });

export type Actor = v.InferOutput<typeof actorSchema>;

/** Names one request across retries and transports; for writes it is the idempotency key. */
export const correlationIdSchema = safeText(160);

/**
 * A request to the agent (seeds/002). The spec prints retries without `timestamp` and `actor` and calls
 * `correlation_id` optional, so that only the plan and the action are required here.
 */
export const requestEnvelope = v.object({
	timestamp: v.nullish(isoInstant),
	plan_id: idText,
	correlation_id: v.nullish(correlationIdSchema),
	actor: v.nullish(actorSchema),
	data: v.looseObject({ action: safeText(80) }),
});

/** A parsed request: what was left out is null, but for the correlation id, which every request has. */
export interface RequestEnvelope {
	readonly timestamp: string | null;
	readonly plan_id: string;
	readonly correlation_id: string;
	readonly actor: Actor | null;
	readonly data: Readonly<Record<string, unknown>> & { readonly action: string };
}

/** The agent's answer (seeds/002). `request_topic` and `fsmInputs` stand in answers of the pattern `rtrn`. */
export const replyEnvelope = v.object({
	timestamp: v.string(),
	plan_id: v.string(),
	correlation_id: v.string(),
	actor: v.object({ type: v.string(), id: v.string() }),
	request_topic: v.optional(v.string()),
	data: v.object({
		plan_id: v.string(),
		success: v.boolean(),
		signals: v.array(v.string()),
		metadata: v.record(v.string(), v.unknown()),
		timestamp: v.string(),
		fsmInputs: v.optional(v.array(v.string())),
	}),
});

export type ReplyEnvelope = v.InferOutput<typeof replyEnvelope>;

/** Builds a request as the specs print it. `at` is UTC milliseconds; the operation sets `data.action`. */
export function makeRequest(request: {
	operation: OperationName;
	planId: string;
	correlationId: string;
	actor: Actor;
	data: Readonly<Record<string, unknown>>;
	at: number;
}): RequestEnvelope {
	return {
		timestamp: new Date(request.at).toISOString(),
		plan_id: request.planId,
		correlation_id: request.correlationId,
		actor: request.actor,
		data: { ...request.data, action: operations[request.operation].action },
	};
}
