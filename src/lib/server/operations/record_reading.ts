import type { OperationName } from '#lib/protocol/operations.ts';
import type { Engine } from '../engine/engine.ts';
import { recordAudit } from '../engine/records.ts';
import type { OperationCall } from './operation.ts';

/** Records that a person looked a rider's plan up outside a session, whose own events would say so. */
export async function recordReading(
	engine: Engine,
	{ caller, planId }: Pick<OperationCall<unknown>, 'caller' | 'planId'>,
	operation: OperationName,
): Promise<void> {
	await recordAudit(engine, {
		actorId: caller.actor.id,
		action: 'plan.read',
		subject: planId,
		stationId: caller.actor.stationId,
		origin: caller.origin,
		detail: { operation },
	});
}
