import type { OdooAccount } from '#lib/server/env.ts';
import type { Erp } from '#lib/server/ports_erp.ts';
import { json2Call } from './json2_call.ts';
import { jsonRpcCall } from './json_rpc_call.ts';
import type { CallLimits } from './odoo_call.ts';
import { cancelOrder, placeOrder } from './place_order.ts';
import { recordPayment } from './record_payment.ts';
import { recordUsage } from './record_usage.ts';
import { syncSubscription } from './sync_subscription.ts';

const defaultLimits: CallLimits = { timeLimitMs: 15_000, answerLimitBytes: 1_000_000 };

/**
 * The operator's Odoo as ERP. Each task looks for our reference before it creates, so that a repeat changes nothing. Two callers
 * must not run one task at the same time: Odoo cannot hold a reference unique, only say that there are two.
 */
export function createOdooErp(account: OdooAccount, limits = defaultLimits): Erp {
	const call = account.api === 'json2' ? json2Call(account, limits) : jsonRpcCall(account, limits);
	const { names } = account;
	return {
		syncSubscription: (task) => syncSubscription(call, names, task),
		placeOrder: (task) => placeOrder(call, names, task),
		cancelOrder: (task) => cancelOrder(call, names, task),
		recordPayment: (task) => recordPayment(call, names, task),
		recordUsage: (task) => recordUsage(call, names, task),
	};
}
