import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PlanInput } from '#lib/plan/cycles.ts';
import type { Facts } from '#lib/plan/world.ts';
import type { Move } from './moves.ts';
import { planAfter } from './plan_after.ts';
import { pay, type PaymentOutcome, type PaymentReport } from './pay.ts';
import { serve, type ServiceOutcome, type ServiceReport } from './serve.ts';

/** What was reported: at least one of the two. */
export interface PayThenServe {
	readonly facts: Facts;
	readonly key: string;
	readonly stationId: string;
	readonly payment: PaymentReport | null;
	readonly service: ServiceReport | null;
}

/** What it moves, and what the reply says of it. */
export interface PaidAndServed {
	readonly moves: readonly Move[];
	readonly planInputs: readonly PlanInput[];
	readonly payment: PaymentOutcome | null;
	readonly service: ServiceOutcome | null;
}

/**
 * A payment credits quota, then a service debits it; all or nothing.
 * Spec: seeds/002 A3.5 (payment first, then service); the swap is decided per service, never on the aggregate.
 */
export function payThenServe(report: PayThenServe): Result<PaidAndServed> {
	const plan = report.facts.plan;
	if (!plan) return refuse('PLAN_UNKNOWN');
	const paid = report.payment ? pay(plan, report.payment, `${report.key}/payment`) : null;
	if (paid && !paid.ok) return paid;
	const moves = paid?.value.moves ?? [];
	const paymentInputs = paid?.value.planInputs ?? [];
	if (!report.service)
		return ok({ moves, planInputs: paymentInputs, payment: paid?.value.outcome ?? null, service: null });

	const served = serve({
		plan: planAfter(plan, { moves, planInputs: paymentInputs }),
		facts: report.facts,
		service: report.service,
		paidServiceId: report.payment?.serviceId ?? null,
		stationId: report.stationId,
		key: `${report.key}/service`,
	});
	if (!served.ok) return served;
	return ok({
		moves: [...moves, ...served.value.moves],
		planInputs: [...paymentInputs, ...served.value.planInputs],
		payment: paid?.value.outcome ?? null,
		service: served.value.outcome,
	});
}
