import * as v from 'valibot';
import { batteryReading, sameBattery } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { batteryToIssue } from '#lib/kinds/parts/issue_battery.ts';
import { batteryOf } from '#lib/plan/world.ts';
import { priceSwap } from '#lib/plan/swap_price.ts';
import { needsOf, swapStep } from '../swap_step.ts';

/**
 * The attendant binds the charged battery that is to go out, and the swap gets its price.
 *
 * It must be one that this station holds now; custody is checked again when it is handed over.
 * Spec: seeds/000 §2 step 3.
 */
export const issue = swapStep({
	states: ['issue'],
	permission: 'swap.run',
	input: v.object({ reading: batteryReading }),
	needs: (session, input) => needsOf(session, [input.reading.batteryId]),
	decide({ session, facts, input, actor, now }) {
		if (!facts.plan) return refuse('PLAN_UNKNOWN');
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		const old = session.data.oldBattery;
		const id = batteryOf(facts, input.reading.batteryId)?.id ?? input.reading.batteryId;
		if (old && sameBattery(old.id, id)) return refuse('SAME_BATTERY_SCANNED', { battery: id });
		const battery = batteryToIssue(facts, input.reading, actor.stationId);
		if (!battery.ok) return battery;
		const outWh = battery.value.reading.energyWh;
		const price = priceSwap(facts.plan, { inWh: old?.reading.energyWh ?? 0, outWh });
		if (!price.ok) return price;
		return ok({ events: [{ type: 'issue_bound', at: now, battery: battery.value, price: price.value }] });
	},
});
