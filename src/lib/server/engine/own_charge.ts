import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { loadChargeCase } from '../store/charge_case.ts';
import type { Engine } from './engine.ts';

/** The station of a rider's own session that has ended. Refuses SESSION_NOT_FOUND for what is not theirs, and CHARGE_NOT_ENDED. */
export async function ownCharge(
	engine: Engine,
	{ sessionId, customerId }: { sessionId: string; customerId: string },
): Promise<Result<{ stationId: string }>> {
	const found = await loadChargeCase(engine.store.db, sessionId);
	if (!found) return refuse('SESSION_NOT_FOUND');
	const { session } = found;
	const isOwn = kindOf(session.kind).summary(session.data).customerId === customerId;
	if (!isOwn || session.actor.station === null) return refuse('SESSION_NOT_FOUND');
	return session.status === 'active' ? refuse('CHARGE_NOT_ENDED') : ok({ stationId: session.actor.station });
}
