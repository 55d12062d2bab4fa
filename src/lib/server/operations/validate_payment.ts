import { refuse } from '#lib/kernel/result.ts';
import { paymentStanding } from '#lib/plan/cycles.ts';
import { parseValidatePayment, type ValidatePaymentData } from '#lib/protocol/messages/validate_payment.ts';
import { loadPlan } from '../store/load_facts.ts';
import { answer } from './answer.ts';
import type { AgentOperation } from './operation.ts';

/** Says whether a plan is paid for. Spec: seeds/002 A2, Payment Status Validation. */
export const validatePayment: AgentOperation<ValidatePaymentData> = {
	name: 'validate_payment',
	permission: 'swap.run',
	parse: parseValidatePayment,
	async run({ engine, planId }) {
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const { signal, reason } = paymentStanding(plan.paymentState);
		return answer([signal], { payment_status_reason: reason });
	},
};
