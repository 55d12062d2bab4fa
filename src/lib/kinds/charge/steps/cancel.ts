import * as v from 'valibot';
import { flagged } from '#lib/charging/meter.ts';
import { estimateEnergy } from '#lib/charging/vehicle_report.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import type { ChargeStep } from '../charge_step.ts';

/**
 * The session is given up. Energy that has flowed by then is not free: such a session waits for a manager; one that a charger
 * meters has to be ended instead.
 */
export const cancel: ChargeStep<{ reason: string }> = {
	states: ['waiting', 'charging'],
	permission: 'charge.run',
	input: v.object({ reason: safeText(200) }),
	needs: () => ({}),
	decide({ session, input: { reason }, now, actor }) {
		const { charge, progress, transaction } = session.data;
		if (!charge || !progress) return ok({ events: [{ type: 'charging_cancelled', at: now, reason, end: null }] });
		// Its charger goes on until it is asked to stop, whether it has told of its meter yet or not.
		if (transaction || progress.source === 'meter') return refuse('CHARGE_UNDERWAY');
		const told = estimateEnergy(progress, { start: charge, now });
		const kept =
			told.energyWh === 0 ? told : flagged(told, 'CANCELLED_WITH_ENERGY', { at: now, value: told.energyWh, limit: 0 });
		const end = {
			reason: actor.role === 'rider' ? ('rider' as const) : ('manager' as const),
			detail: reason,
			endedAt: now,
			progress: kept,
		};
		return ok({ events: [{ type: 'charging_cancelled', at: now, reason, end }] });
	},
};
