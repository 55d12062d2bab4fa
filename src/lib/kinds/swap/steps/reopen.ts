import * as v from 'valibot';
import { ok, refuse } from '#lib/kernel/result.ts';
import { swapStep } from '../swap_step.ts';

/** The attendant goes back to scan the new battery again: the undo of `issue`. What was paid stays on the plan as quota. */
export const reopenIssue = swapStep({
	states: ['review', 'pay', 'complete'],
	permission: 'swap.run',
	input: v.object({}),
	needs: () => ({}),
	decide: ({ now }) => ok({ events: [{ type: 'issue_reopened', at: now }] }),
});

/** The attendant goes back to scan the returned battery again: the undo of `take_back`. */
export const reopenReturn = swapStep({
	states: ['issue', 'review'],
	permission: 'swap.run',
	input: v.object({}),
	needs: () => ({}),
	decide({ session, now }) {
		if (session.data.customerType === 'first-time')
			return refuse('STEP_NOT_OPEN', { step: 'take_back', state: session.state });
		return ok({ events: [{ type: 'return_reopened', at: now }] });
	},
});
