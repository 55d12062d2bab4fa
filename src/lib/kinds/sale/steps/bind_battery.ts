import * as v from 'valibot';
import { batteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { batteryOf } from '#lib/plan/world.ts';
import { boundReading } from '../../parts/bound_reading.ts';
import { saleStep } from '../sale_step.ts';

/**
 * The salesperson binds the charged battery that is to be the rider's first: one that this station holds now. Custody is checked again
 * when it is handed over. Spec: seeds/000 §1 step 6, `scanned_battery_pending`.
 */
export const bindBattery = saleStep({
	states: ['battery'],
	permission: 'sale.run',
	input: v.object({ reading: batteryReading }),
	needs: (_, { reading }) => ({ batteryIds: [reading.batteryId] }),
	decide({ facts, input, actor, now }) {
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		const battery = batteryOf(facts, input.reading.batteryId);
		if (!battery) return refuse('BATTERY_UNKNOWN', { battery: input.reading.batteryId });
		const { id, holder } = battery;
		if (holder.kind !== 'station') return refuse('BATTERY_ALREADY_ISSUED', { battery: id });
		if (holder.id !== actor.stationId) return refuse('BATTERY_OF_OTHER_STATION', { battery: id, station: holder.id });
		const reading = boundReading(input.reading, battery.ratedWh);
		if (!reading.ok) return reading;
		return ok({ events: [{ type: 'battery_bound', at: now, battery: { id, reading: reading.value } }] });
	},
});
