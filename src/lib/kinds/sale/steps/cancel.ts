import * as v from 'valibot';
import { ok } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { saleStep } from '../sale_step.ts';

/** The salesperson gives the sale up, with a reason. What was paid becomes refund due, and the plan serves no more. */
export const cancel = saleStep({
	states: ['customer', 'package', 'plan', 'preview', 'pay', 'battery', 'hand_over'],
	permission: 'sale.run',
	input: v.object({ reason: safeText(300) }),
	needs: () => ({}),
	decide: ({ input, now }) => ok({ events: [{ type: 'session_cancelled', at: now, reason: input.reason }] }),
});
