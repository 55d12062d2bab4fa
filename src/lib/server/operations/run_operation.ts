import { ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import { operations } from '#lib/protocol/operations.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import { failureSignal } from '#lib/protocol/signals.ts';
import { bodyHash } from '../engine/body_hash.ts';
import type { Engine } from '../engine/engine.ts';
import { expireSessions } from '../engine/expire_sessions.ts';
import { recordAudit } from '../engine/records.ts';
import { transact } from '../engine/transact.ts';
import { failure } from './answer.ts';
import { describeRefusal } from './describe_refusal.ts';
import type { Caller } from '../ports.ts';
import type { AgentOperation, OperationCall, SessionFields } from './operation.ts';

/** A request that was parsed down to its envelope. */
export interface OperationRequest {
	readonly operation: AgentOperation;
	readonly request: RequestEnvelope;
	readonly caller: Caller;
}

/**
 * Answers one request. A refusal is an answer; FaultError is thrown if the database does not answer.
 * A request that changes something is answered once: the same correlation id gets the stored answer, with another body it is refused.
 */
export async function runOperation(
	engine: Engine,
	{ operation, request, caller }: OperationRequest,
): Promise<ReplyContent> {
	const parsed = operation.parse(request.data);
	if (!parsed.ok) return refusedContent(operation, parsed);
	const call = {
		engine,
		caller,
		planId: request.plan_id,
		correlationId: request.correlation_id,
		data: parsed.value,
		now: engine.clock(),
	};
	const allowed = await mayCall(operation, call, request);
	if (!allowed.ok) return refusedContent(operation, allowed);
	const result = await (changesSomething(operation, call.data) ? once(operation, call, request) : operation.run(call));
	if (!result.ok) return refusedContent(operation, result);
	return 'content' in result.value ? result.value.content : result.value;
}

function changesSomething(operation: AgentOperation, data: SessionFields): boolean {
	return operations[operation.name].kind === 'write' || Boolean(data.session_id);
}

async function once(
	operation: AgentOperation,
	call: OperationCall<SessionFields>,
	request: RequestEnvelope,
): Promise<Result<ReplyContent>> {
	const key = {
		scope: `${call.planId}/${operation.name}`,
		key: call.correlationId,
		bodyHash: bodyHash({ actor: call.caller.trusted ? null : call.caller.actor.id, data: request.data }),
	};
	const attempt = () =>
		transact(call.engine, key, async () => {
			const draft = await operation.run({ ...call, now: call.engine.clock() });
			return draft.ok ? ok({ ...draft.value, answer: draft.value.content }) : draft;
		});
	let done = await attempt();
	// A session whose time is over must not keep its customer from a new one.
	if (!done.ok && done.code === 'SESSION_ALREADY_ACTIVE' && (await expireSessions(call.engine)) > 0)
		done = await attempt();
	return done.ok ? ok(done.value.answer) : done;
}

/** A caller speaks for themselves, from the station of their shift: anything else is an alarm, recorded and refused. */
async function mayCall(
	operation: AgentOperation,
	call: OperationCall<SessionFields>,
	request: RequestEnvelope,
): Promise<Result<null>> {
	const { caller, data, engine } = call;
	if (!caller.allow(operation.permission, null)) return refuse('NOT_ALLOWED');
	// What the request itself names: a station that its schema fills in is nobody's claim.
	const named = (request.data['attendant_station'] ?? null) === null ? null : (data.attendant_station ?? null);
	if (caller.trusted || named === null || named === caller.actor.stationId) return { ok: true, value: null };
	await recordAudit(engine, {
		actorId: caller.actor.id,
		action: 'operation.refused',
		subject: call.planId,
		stationId: caller.actor.stationId,
		origin: caller.origin,
		detail: { operation: operation.name, reason: 'STATION_MISMATCH', named },
	});
	return refuse('SECURITY_ALERT', { reason: 'STATION_MISMATCH' });
}

/** What a reply says of a refusal: its code among the signals, the cause and the way on in the metadata. */
export function refusedContent(operation: AgentOperation, refusal: Refusal): ReplyContent {
	const special = operation.refused?.(refusal);
	if (special) return special;
	const signals = protocolSignals.has(refusal.code) ? [refusal.code] : [failureSignal(operation.name), refusal.code];
	return failure(signals, { reason: refusal.code, ...describeRefusal(refusal) });
}

const protocolSignals: ReadonlySet<string> = new Set([
	'INVALID_REQUEST',
	'CUSTOMER_NOT_FOUND',
	'CUSTOMER_IDENTIFICATION_DATA_MISSING',
	'CUSTOMER_INACTIVE',
	'EQUIPMENT_ID_MISSING',
	'PAYMENT_OVERDUE',
	'SECURITY_ALERT',
]);
