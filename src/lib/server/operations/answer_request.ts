import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { ReplyEnvelope } from '#lib/protocol/envelope.ts';
import { parseRequestValue } from '#lib/protocol/parse_request.ts';
import { replyTo } from '#lib/protocol/replies.ts';
import type { Engine } from '../engine/engine.ts';
import type { Caller } from '../ports.ts';
import { operationOf } from './answered_operations.ts';
import { limitRate } from './rate_limit.ts';
import { runOperation } from './run_operation.ts';

/**
 * Answers a request that came as JSON over HTTPS, with the envelope that the broker would have carried.
 * A person who asks too fast is told so in the reply. Refuses OPERATION_UNKNOWN, and INVALID_REQUEST where not even the envelope can be read.
 */
export async function answerRequest(
	engine: Engine,
	{ operation: name, request, caller }: { operation: string; request: unknown; caller: Caller },
): Promise<Result<ReplyEnvelope>> {
	const operation = operationOf(name);
	if (!operation) return refuse('OPERATION_UNKNOWN', { operation: name });
	const parsed = parseRequestValue(request, { newCorrelationId: () => engine.ids('cor') });
	if (!parsed.ok) return refuse('INVALID_REQUEST', parsed.params);
	const { plan_id: planId, correlation_id: correlationId } = parsed.value;
	const content =
		(await limitRate(engine, caller)) ?? (await runOperation(engine, { operation, request: parsed.value, caller }));
	return ok(replyTo({ operation: operation.name, planId, correlationId, at: engine.clock() }, content));
}
