import * as v from 'valibot';
import { flagged } from '#lib/charging/meter.ts';
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
		const { progress } = session.data;
		if (!progress) return ok({ events: [{ type: 'charging_cancelled', at: now, reason, end: null }] });
		if (progress.source === 'meter') return refuse('CHARGE_UNDERWAY');
		const kept =
			progress.energyWh === 0
				? progress
				: flagged(progress, 'CANCELLED_WITH_ENERGY', { at: now, value: progress.energyWh, limit: 0 });
		const end = {
			reason: actor.role === 'rider' ? ('rider' as const) : ('manager' as const),
			detail: reason,
			endedAt: now,
			progress: kept,
		};
		return ok({ events: [{ type: 'charging_cancelled', at: now, reason, end }] });
	},
};
