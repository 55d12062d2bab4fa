import * as v from 'valibot';
import { ok } from '#lib/kernel/result.ts';
import { saleStep } from '../sale_step.ts';

/** The ERP says what it calls customer, order and subscription. Taken by the agent once the ERP has answered. */
export const registerOrder = saleStep({
	states: ['pay', 'battery', 'hand_over'],
	permission: 'sale.run',
	byOperation: true,
	input: v.object({
		partnerId: v.string(),
		orderId: v.string(),
		orderName: v.string(),
		subscriptionId: v.string(),
	}),
	needs: () => ({}),
	decide: ({ input, now }) => ok({ events: [{ type: 'order_registered', at: now, erp: input }] }),
});
