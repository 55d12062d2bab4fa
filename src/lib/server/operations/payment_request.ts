import { toMajor, toMinor } from '#lib/kernel/money.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { parsePaymentRequest, type PaymentRequestData } from '#lib/protocol/messages/payment_request.ts';
import { loadPlan } from '../store/load_facts.ts';
import { insertPaymentRequest } from '../store/payment_request_rows.ts';
import type { AgentOperation } from './operation.ts';
import { outsideSessions, reportedStation } from './outside_sessions.ts';

/** Asks for a payment, which collect_payment answers. Nothing moves yet. Spec: seeds/002 A3, Payment Request. */
export const paymentRequest: AgentOperation<PaymentRequestData> = {
	name: 'payment_request',
	permission: 'swap.run',
	parse: parsePaymentRequest,
	async run(call) {
		const { engine, planId, data } = call;
		const entitled = outsideSessions(call, 'payment_request');
		if (!entitled.ok) return entitled;
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const named = data.payment_amount ?? null;
		const amountMinor = named === null ? (plan.dueMinor ?? 0) : toMinor(named, plan.currency);
		if (amountMinor <= 0 || (named !== null && toMajor(amountMinor, plan.currency) !== named))
			return refuse('PAYMENT_AMOUNT_INVALID');
		const request = {
			id: engine.ids('preq'),
			planId,
			amountMinor,
			currency: plan.currency,
			actorId: call.caller.actor.id,
			stationId: await reportedStation(call),
			at: call.now,
		};
		const content = {
			success: true,
			signals: ['PAYMENT_REQUEST_CREATED'],
			metadata: {
				called: 'processPaymentRequest',
				payment_request_id: request.id,
				payment_amount: toMajor(amountMinor, plan.currency),
				currency: plan.currency,
				amount_source: named === null ? 'system_calculated' : 'request_provided',
				partial_service_attempted: data.partial_service_attempted,
				payment_state: plan.paymentState,
			},
		};
		return ok({ content, statements: insertPaymentRequest(request) });
	},
};
