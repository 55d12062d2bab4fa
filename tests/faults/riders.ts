import type { BatteryFacts, PlanFacts } from '#lib/plan/facts.ts';
import { newPlan, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';

/** The station whose rack all riders of a schedule share. */
export const rackStation = 'STATION_002';

const rackSize = 4;

/** Riders with their batteries, and the rack they swap at. */
export interface Riders {
	readonly plans: readonly PlanFacts[];
	readonly batteries: readonly BatteryFacts[];
}

/** Four riders: one with plenty left, one with two swaps and little energy left, one before the first battery, one who pays for each kWh. */
export function makeRiders(prefix: string): Riders {
	const spare = withService(withService(samplePlan, 'swap_count', { usedMilli: 19_000 }), 'energy', {
		usedMilli: 98_000,
	});
	const plans = [samplePlan, spare, newPlan, spentPlan].map((plan, i) => {
		const battery = plan === newPlan ? null : batteryId(prefix, i);
		return {
			...withService(plan, 'fleet', { currentAsset: battery, usedMilli: battery ? 1000 : 0 }),
			planId: `${prefix}-SUB-${i}`,
			customer: { ...plan.customer, id: `${prefix}-customer-${i}` },
		};
	});
	const held = plans.flatMap(({ planId, serviceState }, i) => {
		const holder = { kind: 'rider', id: planId, serviceId: 'service-battery-fleet' } as const;
		return serviceState === 'BATTERY_ISSUED' ? [battery(batteryId(prefix, i), holder)] : [];
	});
	const rack = Array.from({ length: rackSize }, (_, i) =>
		battery(batteryId(prefix, 10 + i), { kind: 'station', id: rackStation, serviceId: null }),
	);
	return { plans, batteries: [...held, ...rack] };
}

function batteryId(prefix: string, n: number): string {
	return `${prefix}-B${String(n).padStart(6, '0')}`;
}

function battery(id: string, holder: BatteryFacts['holder']): BatteryFacts {
	return { id, ratedWh: 3000, holder, custodySeq: 1 };
}
