import * as v from 'valibot';
import { batteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { batteryToIssue } from '#lib/kinds/parts/issue_battery.ts';
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
		const battery = batteryToIssue(facts, input.reading, actor.stationId);
		return battery.ok ? ok({ events: [{ type: 'battery_bound', at: now, battery: battery.value }] }) : battery;
	},
});
