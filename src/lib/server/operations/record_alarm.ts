import type { Refusal } from '#lib/kernel/result.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { Engine } from '../engine/engine.ts';
import { recordRefusal } from '../engine/records.ts';
import type { Caller } from '../ports.ts';

/** Refusals that do not happen to people who keep to the pages: what is not theirs, not there, or said before in other words. */
const alarms: ReadonlySet<string> = new Set([
	'NOT_ALLOWED',
	'SECURITY_ALERT',
	'SESSION_NOT_FOUND',
	'SESSION_REQUIRED',
	'PAYMENT_TYPE_NOT_ALLOWED',
	'IDEMPOTENCY_KEY_REUSED',
]);

/** Records a refusal in the audit log if it is one of the alarms. */
export async function recordAlarm(
	engine: Engine,
	{ caller, planId, operation }: { caller: Caller; planId: string; operation: OperationName },
	refusal: Refusal,
): Promise<void> {
	if (!alarms.has(refusal.code)) return;
	await recordRefusal(engine, caller.trusted ? 'service' : caller.actor.id, {
		actorId: caller.actor.id,
		action: 'operation.refused',
		subject: planId,
		stationId: caller.actor.stationId,
		origin: caller.origin,
		detail: { operation, code: refusal.code, ...refusal.params },
	});
}
