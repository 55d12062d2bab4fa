import type { SessionRecord } from '#lib/session/record.ts';
import type { MeterReading } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { insertHold } from '../../store/charge_rows.ts';
import { loadHolds, proposeForHold } from '../../store/charge_hold_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { chargeOf } from './charge_session.ts';

/** A difference that nobody looks at, Wh. */
export const negligibleWh = 10;

/**
 * What a meter told after its session had ended: it changes nothing of it. Where it is more than was sold, a manager is to decide, with
 * what the meter says now beside it.
 */
export async function lateRows(
	engine: Engine,
	session: SessionRecord,
	readings: readonly MeterReading[],
): Promise<Statement[]> {
	const { progress, charge } = chargeOf(session);
	const last = progress?.register;
	if (!charge || !progress || !last) return [];
	const highest = Math.max(...readings.map(({ registerWh }) => registerWh ?? 0), 0);
	const proposedWh = progress.energyWh + Math.max(0, highest - last.wh);
	if (proposedWh - progress.energyWh <= negligibleWh) return [];
	const holds = await loadHolds(engine.store.db, session.id);
	const open = holds.find(({ decidedAt }) => decidedAt === null);
	if (open) return [proposeForHold(open.id, proposedWh)];
	// Told again after a manager has decided upon it: that stands.
	if (holds.some((hold) => hold.proposedWh !== null && hold.proposedWh >= proposedWh)) return [];
	const at = engine.clock();
	const held = [{ code: 'METER_LATE', at, value: proposedWh, limit: progress.energyWh }] as const;
	return [
		insertHold(
			{
				sessionId: session.id,
				customerId: charge.rider.customerId,
				station: charge.station,
				held,
				number: holds.length + 1,
				proposedWh,
			},
			at,
		),
	];
}
