import type { Delivered, Delivery } from '../engine/drain_outbox.ts';
import type { Engine } from '../engine/engine.ts';
import { introducePlan } from '../engine/introduce_plan.ts';
import { setUpPlan } from '../engine/set_up_plan.ts';
import type { Erp, ErpSubscriptionTask, ErpTask, ErpUsageTask } from '../ports_erp.ts';
import type { DueMessage } from '../store/due_outbox.ts';
import type { Statement } from '../store/statement.ts';
import { usageFailed, usageProcessed } from '../store/usage_report_rows.ts';
import { failure } from './answer.ts';
import { failedAnswer, finalAnswer, type AwaitedAnswer } from './awaited_answer.ts';
import { deliverOrder } from './deliver_order.ts';
import { setUpContent } from './pre_service_setup.ts';

/** What the outbox holds for the ERP: the task, and the request that waits for it if any does. */
interface ErpMessage {
	readonly task: ErpTask;
	readonly awaited?: AwaitedAnswer;
	/** Who asked for Phase 0. */
	readonly actorId?: string;
}

/** Delivers the ERP's tasks. What the ERP answers is written in the transaction that marks the task as done. */
export function erpDelivery(engine: Engine, erp: Erp): Delivery {
	return {
		kind: 'erp',
		async deliver(message) {
			const { task, ...asked } = readMessage(message);
			switch (task.type) {
				case 'payment': {
					const recorded = await erp.recordPayment(task);
					return recorded.ok ? { ok: true } : recorded;
				}
				case 'usage':
					return deliverUsage(engine, erp, { task, ...asked });
				case 'subscription':
					return deliverSubscription(engine, erp, { task, ...asked });
				case 'order':
					return deliverOrder(engine, erp, { messageId: message.id, task });
				case 'cancel': {
					const cancelled = await erp.cancelOrder(task);
					return cancelled.ok ? { ok: true } : cancelled;
				}
			}
		},
		givenUp: (message, reason) => givenUp(engine, readMessage(message), reason),
	};
}

function readMessage(message: DueMessage): ErpMessage {
	return message.payload as ErpMessage;
}

async function deliverUsage(engine: Engine, erp: Erp, asked: ErpMessage & { task: ErpUsageTask }): Promise<Delivered> {
	const { task, awaited } = asked;
	const known = await introducePlan(engine, erp, task.planId);
	if (!known.ok) return known;
	const recorded = await erp.recordUsage(task);
	if (!recorded.ok) return recorded;
	const metadata = {
		called: 'reportServiceUsageToOdoo',
		usage_report_id: task.usageId,
		usage_type: task.usageType,
		odoo_reference: recorded.value,
	};
	const content = { success: true, signals: ['BILLING_PROCESSED'], metadata };
	return {
		ok: true,
		settle: () =>
			Promise.resolve([
				usageProcessed(task.usageId, recorded.value, engine.clock()),
				...(awaited ? finalAnswer(engine, awaited, content) : []),
			]),
	};
}

async function deliverSubscription(
	engine: Engine,
	erp: Erp,
	asked: ErpMessage & { task: ErpSubscriptionTask },
): Promise<Delivered> {
	const { task, awaited, actorId = 'system' } = asked;
	const subscription = await erp.syncSubscription(task);
	if (!subscription.ok) return subscription;
	return {
		ok: true,
		async settle() {
			const done = await setUpPlan(engine, { planId: task.planId, actorId, subscription: subscription.value });
			// A plan and its template do not go away: the operation has looked before it asked.
			if (!done.ok) throw new TypeError(`Plan ${task.planId} cannot be set up: ${done.code}`);
			const content = setUpContent(done.value, { isSynced: true });
			return [...done.value.statements, ...(awaited ? finalAnswer(engine, awaited, content) : [])];
		},
	};
}

function givenUp(engine: Engine, { task, awaited }: ErpMessage, reason: string): Statement[] {
	const metadata = { reason: 'ERP_REFUSED', message: reason, recovery_action: 'SEE_OUTBOX' };
	const signals = {
		usage: 'BILLING_FAILED',
		subscription: 'PRE_SERVICE_SETUP_FAILED',
		payment: 'PAYMENT_NOT_RECORDED',
		order: 'ORDER_NOT_RECORDED',
		cancel: 'ORDER_NOT_CANCELLED',
	};
	return [
		...(task.type === 'usage' ? [usageFailed(task.usageId, reason, engine.clock())] : []),
		...(awaited ? failedAnswer(engine, awaited, failure([signals[task.type]], metadata)) : []),
	];
}
