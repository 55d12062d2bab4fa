import * as v from 'valibot';
import { ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import { operations } from '#lib/protocol/operations.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import { failureSignal } from '#lib/protocol/signals.ts';
import { bodyHash } from '../engine/body_hash.ts';
import type { Engine } from '../engine/engine.ts';
import { expireAndRetry } from '../engine/expire_and_retry.ts';
import { transact, type RequestKey } from '../engine/transact.ts';
import { loadSession } from '../store/load_session.ts';
import { failure } from './answer.ts';
import { describeRefusal } from './describe_refusal.ts';
import type { Caller } from '../ports.ts';
import type { AgentOperation, OperationCall, ReplyRoute, SessionFields } from './operation.ts';
import { recordAlarm } from './record_alarm.ts';
import { recordReading } from './record_reading.ts';

/** A request that was parsed down to its envelope. */
export interface OperationRequest {
	readonly operation: AgentOperation;
	readonly request: RequestEnvelope;
	readonly caller: Caller;
	/** Where an answer that has to wait goes; nowhere over HTTPS, where the caller asks again. */
	readonly route?: ReplyRoute;
}

/**
 * Answers one request. A refusal is an answer; FaultError is thrown if the database does not answer.
 * A request that changes something is answered once: the same correlation id gets the stored answer, with another body it is refused.
 */
export async function runOperation(
	engine: Engine,
	{ operation, request, caller, route }: OperationRequest,
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
		reportedAt: request.timestamp === null ? null : Date.parse(request.timestamp),
		once: keyOf(operation, request, caller),
		route: route ?? null,
	};
	const allowed = await mayCall(call, operation, request);
	const perform = () => (changesSomething(operation, call.data) ? once(operation, call) : operation.run(call));
	const result = allowed.ok ? await perform() : allowed;
	if (!result.ok) {
		await recordAlarm(engine, { caller, planId: call.planId, operation: operation.name }, result);
		return refusedContent(operation, result);
	}
	if (!('content' in result.value)) return result.value;
	if (!caller.trusted) await recordReading(engine, call, operation.name);
	return result.value.content;
}

function changesSomething(operation: AgentOperation, data: SessionFields): boolean {
	return operations[operation.name].kind === 'write' || Boolean(data.session_id);
}

/** What a request is known by for ever. Trusted accounts speak for many: theirs is the request whoever it names. */
function keyOf(operation: AgentOperation, request: RequestEnvelope, caller: Caller): RequestKey {
	return {
		scope: `${request.plan_id}/${operation.name}`,
		key: request.correlation_id,
		bodyHash: bodyHash({ actor: caller.trusted ? null : caller.actor.id, data: request.data }),
	};
}

async function once(operation: AgentOperation, call: OperationCall<SessionFields>): Promise<Result<ReplyContent>> {
	const done = await expireAndRetry(call.engine, () =>
		transact(call.engine, call.once, async () => {
			const draft = await operation.run({ ...call, now: call.engine.clock() });
			return draft.ok ? ok({ ...draft.value, answer: draft.value.content }) : draft;
		}),
	);
	if (!done.ok) return done;
	const { answer, draft } = done.value;
	// The final answer comes by itself to whoever asked first; who asks again meanwhile is told to wait.
	return ok(draft?.pending ? { ...answer, isLater: true } : answer);
}

/**
 * A caller speaks for themselves, from the station of their shift: anything else is an alarm, recorded and refused.
 * What somebody may do in some sessions only is allowed by the one that is named.
 */
async function mayCall(
	{ caller, engine, data }: OperationCall<SessionFields>,
	operation: AgentOperation,
	request: RequestEnvelope,
): Promise<Result<null>> {
	if (!caller.allow(operation.permission, null)) {
		const session = data.session_id ? await loadSession(engine.store.db, data.session_id) : null;
		const isStep = session && Object.hasOwn(kindOf(session.kind).operations, operation.name);
		if (!isStep || !caller.allow(operation.permission, session)) return refuse('NOT_ALLOWED');
	}
	if (caller.trusted) return ok(null);
	const alert = (reason: string, named: string) => refuse('SECURITY_ALERT', { reason, named });
	if (request.actor && request.actor.id !== caller.actor.id) return alert('ACTOR_MISMATCH', request.actor.id);
	const station = namedStations(request.data).find((named) => named !== caller.actor.stationId);
	return station === undefined ? ok(null) : alert('STATION_MISMATCH', station);
}

/** The stations that a request itself names, beside its fields or in a part of them, whether its operation reads them or not. */
function namedStations(data: RequestEnvelope['data']): string[] {
	const named = v.object({ attendant_station: v.string() });
	return [data, ...Object.values(data)].flatMap((part) => (v.is(named, part) ? [part.attendant_station.trim()] : []));
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
	'NEW_BATTERY_ID_MISSING',
	'PAYMENT_AMOUNT_INVALID',
	'PAYMENT_OVERDUE',
	'SERVICE_PLAN_ID_MISSING',
	'SECURITY_ALERT',
]);
