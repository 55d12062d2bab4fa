import * as v from 'valibot';
import { batteryReading, sameBattery } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { batteryOf } from '#lib/plan/world.ts';
import { priceSwap } from '#lib/plan/swap_price.ts';
import { boundReading } from '../bound_reading.ts';
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
		const battery = batteryOf(facts, input.reading.batteryId);
		const old = session.data.oldBattery;
		const id = battery?.id ?? input.reading.batteryId;
		if (old && sameBattery(old.id, id)) return refuse('SAME_BATTERY_SCANNED', { battery: id });
		if (!battery) return refuse('BATTERY_UNKNOWN', { battery: id });
		if (battery.holder.kind !== 'station') return refuse('BATTERY_ALREADY_ISSUED', { battery: id });
		if (battery.holder.id !== actor.stationId)
			return refuse('BATTERY_OF_OTHER_STATION', { battery: id, station: battery.holder.id });

		const reading = boundReading(input.reading, battery.ratedWh);
		if (!reading.ok) return reading;
		const price = priceSwap(facts.plan, { inWh: old?.reading.energyWh ?? 0, outWh: reading.value.energyWh });
		if (!price.ok) return price;
		return ok({
			events: [{ type: 'issue_bound', at: now, battery: { id, reading: reading.value }, price: price.value }],
		});
	},
});
