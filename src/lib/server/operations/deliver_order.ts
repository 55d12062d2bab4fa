import type { Delivered } from '../engine/drain_outbox.ts';
import type { Engine } from '../engine/engine.ts';
import type { Erp, ErpCancelTask, ErpOrderTask } from '../ports_erp.ts';
import { lateCancelRows } from '../store/late_cancel_rows.ts';
import { loadPlan } from '../store/load_facts.ts';
import { knownRows } from '../store/plan_setup_rows.ts';
import { erpStep } from './erp_step.ts';

/**
 * Places a sale's order in the ERP. What it is called there is kept with plan and customer, and told to the session if that is still open.
 * An order of a plan that was cancelled meanwhile is not placed; one that was on its way, or whose answer was lost, is cancelled after it.
 */
export async function deliverOrder(
	engine: Engine,
	erp: Erp,
	{ messageId, task }: { messageId: string; task: ErpOrderTask },
): Promise<Delivered> {
	const late = () => lateCancelRows({ orderMessageId: messageId, task: cancelTask(task), at: engine.clock() });
	const plan = await loadPlan(engine.store.db, task.planId);
	if (plan?.status === 'CANCELLED') return { ok: true, settle: () => Promise.resolve(late()) };
	const order = await erp.placeOrder(task);
	if (!order.ok) return order;
	const { customerErpId, subscriptionErpId, orderErpId, orderName } = order.value;
	const ids = { partnerId: customerErpId, orderId: orderErpId, orderName, subscriptionId: subscriptionErpId };
	return {
		ok: true,
		settle: async () => [
			...knownRows(task.planId, { erpId: subscriptionErpId, customerErpId }),
			...(await erpStep(engine, task, ids)),
			...late(),
		],
	};
}

function cancelTask({ planId, customer }: ErpOrderTask): ErpCancelTask {
	return { type: 'cancel', planId, customer, reason: 'The sale ended before its order was placed' };
}
