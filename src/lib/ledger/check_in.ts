import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PlanInput } from '#lib/plan/cycles.ts';
import { currentBatteryId, serviceOf, type PlanFacts } from '#lib/plan/facts.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import { freeFleet } from './debit.ts';
import type { Move } from './moves.ts';

interface CheckIn {
	readonly plan: PlanFacts;
	readonly facts: Facts;
	readonly batteryId: string;
	readonly stationId: string;
	readonly key: string;
}

/**
 * Takes the rider's battery back into a station's rack, whatever the plan's standing: who brings a battery is never sent away with it.
 * Refuses BATTERY_UNKNOWN, and BATTERY_MISMATCH for one that this rider does not hold. Spec: seeds/002 A3, Equipment Check-In.
 */
export function checkIn(call: CheckIn): Result<{ moves: Move[]; planInputs: PlanInput[] }> {
	const { plan, facts, batteryId, stationId, key } = call;
	const battery = batteryOf(facts, batteryId);
	if (!battery) return refuse('BATTERY_UNKNOWN', { battery: batteryId });
	if (battery.holder.kind !== 'rider' || battery.holder.id !== plan.planId)
		return refuse('BATTERY_MISMATCH', { scanned: battery.id, expected: currentBatteryId(plan) });
	const to = { kind: 'station', id: stationId, serviceId: null } as const;
	const fleet = serviceOf(plan, 'fleet');
	const freed = fleet ? freeFleet({ plan, key }, fleet) : null;
	return ok({
		moves: [
			{ ledger: 'custody', key: `${key}/in`, batteryId: battery.id, to, energyWh: null },
			...(freed ? [freed] : []),
		],
		planInputs: ['BATTERY_RETURNED'],
	});
}
