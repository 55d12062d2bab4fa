import type { ErpCancelTask } from '../ports_erp.ts';
import type { Statement } from './statement.ts';

/** A cancellation that is to follow an order to the ERP. */
interface LateCancel {
	/** The outbox's id of the order. */
	readonly orderMessageId: string;
	readonly task: ErpCancelTask;
	/** UTC milliseconds. */
	readonly at: number;
}

/**
 * Has the ERP cancel a plan's order once it was delivered, if the plan is cancelled by the time this is written; once per plan.
 * The cancellation that was written when the sale ended may have been delivered before the order.
 */
export function lateCancelRows({ orderMessageId, task, at }: LateCancel): Statement[] {
	const { planId } = task;
	return [
		{
			sql: "INSERT INTO outbox (id, kind, payload_json, subject, station_id, next_attempt_at, created_at) SELECT ?, kind, ?, subject, station_id, ?, ? FROM outbox WHERE id = ? AND EXISTS (SELECT 1 FROM plans WHERE id = ? AND status = 'CANCELLED') ON CONFLICT (id) DO NOTHING",
			args: [`${planId}/cancel-late`, JSON.stringify({ task }), at, at, orderMessageId, planId],
		},
	];
}
