import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { boughtMilli, remainingMilli } from '#lib/plan/quota.ts';
import { cycleInputs } from './due.ts';
import { capture } from './money_moves.ts';
import type { Move, Verification } from './moves.ts';

/** A payment as it was reported, minor units of the plan's currency. */
export interface PaymentReport {
	readonly paymentId: string;
	readonly serviceId: string;
	readonly amountMinor: number;
	readonly reference: string;
	readonly method: string;
	readonly paymentType: string;
	readonly verification: Verification;
	/** The part beyond what was due: it buys nothing and is to be given back. */
	readonly excessMinor: number;
}

/** What a payment bought, in whole units of the service. Spec: seeds/002 A3.5, `payment_details`. */
export interface PaymentOutcome {
	readonly serviceId: string;
	readonly amountMajor: number;
	readonly additionalQuota: number;
	readonly quotaBefore: number;
	readonly quotaAfter: number;
}

/** Captures a payment and credits what it buys: amount ÷ unit price of the named service, cut to thousandths of its unit. */
export function pay(
	plan: PlanFacts,
	payment: PaymentReport,
	key: string,
): Result<{ moves: Move[]; planInputs: PlanInput[]; outcome: PaymentOutcome }, 'SERVICE_NOT_ON_PLAN' | 'RATE_MISSING'> {
	const service = plan.services.find((candidate) => candidate.serviceId === payment.serviceId);
	if (!service) return refuse('SERVICE_NOT_ON_PLAN', { service: payment.serviceId });
	if (service.unitPriceMinor === null || service.unitPriceMinor <= 0)
		return refuse('RATE_MISSING', { plan: plan.planId });

	const { serviceId, excessMinor, ...captured } = payment;
	const quotaMinor = payment.amountMinor - excessMinor;
	const additionalMilli = boughtMilli(quotaMinor, service.unitPriceMinor);
	const moves: Move[] = capture(
		{ ...captured, key, currency: plan.currency, planId: plan.planId },
		{ quota: quotaMinor, refund_due: excessMinor },
	);
	if (additionalMilli > 0) {
		moves.push({
			ledger: 'quota',
			key: `${key}/top_up`,
			planId: plan.planId,
			serviceId,
			reason: 'top_up',
			amountMilli: additionalMilli,
		});
	}
	const before = remainingMilli(service);
	return ok({
		moves,
		planInputs: cycleInputs(plan, payment),
		outcome: {
			serviceId,
			amountMajor: toMajor(payment.amountMinor, plan.currency),
			additionalQuota: additionalMilli / 1000,
			quotaBefore: before / 1000,
			quotaAfter: (before + additionalMilli) / 1000,
		},
	});
}
