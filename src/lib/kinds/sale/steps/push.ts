import { ok } from '#lib/kernel/result.ts';
import { pushInput, pushUpdateInput, requestPush, updatePush } from '#lib/kinds/parts/push_phone.ts';
import { saleStep } from '../sale_step.ts';
import { takingOf } from '../state.ts';

/** The salesperson has the provider ask the rider's phone for what is due of the order. Spec: seeds/000 §1 `stk_push_response`. */
export const push = saleStep({
	states: ['pay'],
	permission: 'payment.push',
	input: pushInput,
	needs: () => ({}),
	decide({ session, input, now, key }) {
		const phone = input.phone ?? session.data.customer?.phone;
		const requested = requestPush(takingOf(session.data), { phone, now, key });
		return requested.ok ? ok({ events: [requested.value] }) : requested;
	},
});

/** What the provider said of a request: it went out, or it came to nothing. Taken by the agent, not by people. */
export const pushUpdate = saleStep({
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
