import * as v from 'valibot';
import { startProgress } from '#lib/charging/charge.ts';
import { ok } from '#lib/kernel/result.ts';
import { chargeStep } from '../charge_step.ts';
import { chargeStart, transaction } from '../inputs.ts';

/** The charger is asked to begin. */
export const askStart = chargeStep(['asked'], v.object({ charge: chargeStart }), ({ input, now }) =>
	ok({ events: [{ type: 'start_requested', at: now, charge: input.charge }] }),
);

/** Charging begins: at once where nobody meters it, else with the charger's transaction. Spec: seeds/001 step 1. */
export const start = chargeStep(
	['asked', 'waiting'],
	v.object({ charge: chargeStart, transaction: v.nullable(transaction) }),
	({ input: { charge, transaction: begun }, now }) => {
		const progress = startProgress(charge, begun?.registerWh ?? null);
		return ok({ events: [{ type: 'charging_started', at: now, charge, transaction: begun, progress }] });
	},
);

/** The charger does not begin. */
export const failStart = chargeStep(['waiting'], v.object({ reason: v.string() }), ({ input, now }) =>
	ok({ events: [{ type: 'start_failed', at: now, reason: input.reason }] }),
);
