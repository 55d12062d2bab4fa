import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { PaymentState } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { aggregateQuota, isExhausted } from '#lib/plan/quota.ts';
import { agentDiagnostics } from '#lib/protocol/diagnostics.ts';
import { parseValidateTopup, type ValidateTopupData } from '#lib/protocol/messages/validate_topup.ts';
import { countSwapsSince } from '../store/count_swaps.ts';
import { loadPlan } from '../store/load_facts.ts';
import type { AgentOperation } from './operation.ts';

/** The payment states that ask for money. Spec: seeds/002 A2, `states_checked`. */
const statesChecked = ['RENEWAL_DUE', 'DEPOSIT_DUE', 'FINAL_DUE'] as const satisfies readonly PaymentState[];

const dayMs = 24 * 3600 * 1000;

/**
 * Says whether a plan needs a top-up now, whatever the request thinks, and whether it may get one: authorised is an amount that the plan can
 * take, declined one that it cannot. Spec: seeds/002 A2, Topup Payment Validation.
 */
export const validateTopup: AgentOperation<ValidateTopupData> = {
	name: 'validate_topup',
	permission: 'swap.run',
	parse: parseValidateTopup,
	async run({ engine, planId, data, now }) {
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const { usedMilli, quotaMilli } = aggregateQuota(plan);
		const exhausted = quotaMilli - usedMilli <= 0;
		const required = exhausted || statesChecked.some((state) => state === plan.paymentState);
		const named = data.topup_amount ?? null;
		const amount = named ?? systemAmount(plan);
		const authorised = !required || mayTopUp(plan, amount);
		const swapsToday = await countSwapsSince(engine.store.db, planId, now - (now % dayMs));
		const offered = { required, isOffered: data.topup_required === true && named !== null, authorised };
		const content = {
			success: true,
			signals: [signal(offered)],
			metadata: {
				topup_required: required,
				topup_amount: amount,
				payment_authorized: authorised,
				payment_state: plan.paymentState,
				service_state: plan.serviceState,
				topup_calculation: {
					states_checked: statesChecked,
					quota_check: { used: usedMilli / 1000, limit: quotaMilli / 1000, exhausted },
					amount_source: named === null ? 'system_calculated' : 'request_provided',
				},
			},
			acknowledged: agentDiagnostics({ at: now, signals: 1, fsmInputs: 0, swapsToday }),
		};
		return ok({ content, statements: [] });
	},
};

function signal(topup: { required: boolean; isOffered: boolean; authorised: boolean }): string {
	if (!topup.required) return 'TOPUP_PAYMENT_NOT_REQUIRED';
	if (!topup.isOffered) return 'TOPUP_PAYMENT_REQUIRED';
	return topup.authorised ? 'TOPUP_PAYMENT_AUTHORIZED' : 'TOPUP_PAYMENT_DECLINED';
}

/** What is due, else the price of one unit of what is exhausted, whole currency units. */
function systemAmount(plan: PlanFacts): number | null {
	const exhausted = plan.services.find((service) => service.unitPriceMinor !== null && isExhausted(service));
	const minor = plan.dueMinor ?? exhausted?.unitPriceMinor ?? null;
	return minor === null ? null : toMajor(minor, plan.currency);
}

/** Money is taken for an active plan that has something to sell or something due. */
function mayTopUp(plan: PlanFacts, amount: number | null): boolean {
	const sells = plan.dueMinor !== null || plan.services.some((service) => (service.unitPriceMinor ?? 0) > 0);
	return plan.status === 'ACTIVE' && sells && amount !== null && amount > 0;
}
