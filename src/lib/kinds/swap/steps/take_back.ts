import * as v from 'valibot';
import { batteryReading, sameBattery, shortBatteryId, type BatteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { boundReading } from '#lib/kinds/parts/bound_reading.ts';
import { currentBatteryId } from '#lib/plan/facts.ts';
import { batteryOf } from '#lib/plan/world.ts';
import { needsOf, swapStep } from '../swap_step.ts';

/**
 * The attendant binds the battery that came back.
 *
 * Only the battery on the plan may be credited: a stranger's battery would pay a rider for energy they never bought.
 * Spec: seeds/000 §2 step 2; seeds/002 A1.
 */
export const takeBack = swapStep({
	states: ['take_back'],
	permission: 'swap.run',
	byOperation: true,
	input: v.object({ reading: batteryReading }),
	needs: (session, input) =>
		needsOf(session, [input.reading.batteryId, session.data.customer?.currentBatteryId ?? input.reading.batteryId]),
	decide({ facts, input, now }) {
		if (!facts.plan) return refuse('PLAN_UNKNOWN');
		const expected = currentBatteryId(facts.plan);
		if (expected === null || !isExpected(input.reading, expected)) {
			return refuse('BATTERY_MISMATCH', {
				scanned: shortBatteryId(input.reading.batteryId),
				expected: expected === null ? null : shortBatteryId(expected),
			});
		}
		const battery = batteryOf(facts, expected);
		if (!battery) return refuse('BATTERY_UNKNOWN', { battery: expected });
		const reading = boundReading(input.reading, battery.ratedWh);
		return reading.ok
			? ok({ events: [{ type: 'return_bound', at: now, battery: { id: expected, reading: reading.value } }] })
			: reading;
	},
});

/** What is typed by hand may be the short id that the label shows; what is read over Bluetooth must be the whole one. */
function isExpected(reading: BatteryReading, expected: string): boolean {
	if (sameBattery(reading.batteryId, expected)) return true;
	return reading.source === 'manual' && sameBattery(reading.batteryId, shortBatteryId(expected));
}
