import { expect, test } from 'vitest';
import { currentBatteryId } from '#lib/plan/facts.ts';
import { sampleBatteries, sampleFacts, samplePlan } from '#lib/plan/sample_plan.ts';
import { payThenServe } from './pay_then_serve.ts';
import { planAfter } from './plan_after.ts';

test('the plan after a swap has the new battery, less quota and the same standing', () => {
	const service = {
		oldBatteryId: sampleBatteries.old.id,
		newBatteryId: sampleBatteries.fresh.id,
		energyWh: 2400,
		oldEnergyWh: null,
		newEnergyWh: null,
		waiverMinor: 0,
	};
	const done = payThenServe({ facts: sampleFacts(), key: 'k', stationId: 'STATION_002', payment: null, service });
	if (!done.ok) throw new Error(done.code);
	const after = planAfter(samplePlan, done.value);
	expect(currentBatteryId(after)).toBe('B0723025100049');
	expect(after.serviceState).toBe('BATTERY_ISSUED');
	expect(after.services.map(({ kind, usedMilli }) => [kind, usedMilli])).toEqual([
		['energy', 56_900],
		['swap_count', 16_000],
		['fleet', 1000],
	]);
});
