import { refuse, type Result } from '#lib/kernel/result.ts';
import { makeRequest, type ReplyEnvelope } from '#lib/protocol/envelope.ts';
import { isOperationName } from '#lib/protocol/operations.ts';
import type { Engine } from '../engine/engine.ts';
import type { Caller } from '../ports.ts';
import { answerRequest } from './answer_request.ts';

/** An operation that a page of this process asks for, for the person who posted its form. */
export interface PostedOperation {
	readonly operation: string;
	readonly planId: string;
	readonly correlationId: string;
	/** `data` of the request, without the action. */
	readonly data: Readonly<Record<string, unknown>>;
	readonly caller: Caller;
}

/** Performs an operation in this process, with the same request and the same answer as over the wire. Refuses as `answerRequest` does. */
export async function performOperation(engine: Engine, posted: PostedOperation): Promise<Result<ReplyEnvelope>> {
	const { operation, planId, correlationId, data, caller } = posted;
	if (!isOperationName(operation)) return refuse('OPERATION_UNKNOWN', { operation });
	const actor = { type: caller.actor.role, id: caller.actor.id };
	const request = makeRequest({ operation, planId, correlationId, actor, data, at: engine.clock() });
	return answerRequest(engine, { operation, request, caller });
}
