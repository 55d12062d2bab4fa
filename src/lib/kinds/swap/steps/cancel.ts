import * as v from 'valibot';
import { ok } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { swapStep } from '../swap_step.ts';

/** The attendant gives the swap up, with a reason. Money in it becomes refund due; no battery has moved. */
export const cancel = swapStep({
	states: ['identify', 'take_back', 'issue', 'review', 'pay', 'complete'],
	permission: 'swap.run',
	input: v.object({ reason: safeText(300) }),
	needs: () => ({}),
	decide: ({ input, now }) => ok({ events: [{ type: 'session_cancelled', at: now, reason: input.reason }] }),
});
