import { ok } from '#lib/kernel/result.ts';
import { pushInput, pushUpdateInput, requestPush, updatePush } from '#lib/kinds/parts/push_phone.ts';
import { takingOf } from '../state.ts';
import { swapStep } from '../swap_step.ts';

/** The attendant has the provider ask the rider's phone for what is due. */
export const push = swapStep({
	states: ['pay'],
	permission: 'payment.push',
	input: pushInput,
	needs: () => ({}),
	decide({ session: { data }, input, now, key }) {
		const requested = requestPush(takingOf(data), { phone: input.phone ?? data.customer?.phone, now, key });
		return requested.ok ? ok({ events: [requested.value] }) : requested;
	},
});

/** What the provider said of a request: it went out, or it came to nothing. Taken by the agent, not by people. */
export const pushUpdate = swapStep({
	states: ['pay'],
	permission: 'payment.push',
	byOperation: true,
	input: pushUpdateInput,
	needs: () => ({}),
	decide({ session, input, now }) {
		const updated = updatePush(session.data.push, input, now);
		return updated.ok ? ok({ events: [updated.value] }) : updated;
	},
});
