import type { PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { cycleInputs } from './due.ts';
import { capture } from './money_moves.ts';
import type { Move } from './moves.ts';
import type { PaymentReport } from './pay.ts';

/** A payment of what a plan has due, minor units of its currency. It names no service. */
export type DuePayment = Omit<PaymentReport, 'serviceId' | 'excessMinor'>;

/**
 * Captures a deposit, renewal or final payment: it pays for the plan itself and buys no quota. What goes beyond the amount due is to be
 * given back; less than it is kept, and the cycle waits for the rest. Spec: seeds/002 A3, Payment Collection.
 */
export function payDue(plan: PlanFacts, payment: DuePayment, key: string): { moves: Move[]; planInputs: PlanInput[] } {
	const excessMinor = plan.dueMinor === null ? 0 : Math.max(0, payment.amountMinor - plan.dueMinor);
	const captured = { ...payment, key, currency: plan.currency, planId: plan.planId };
	return {
		moves: capture(captured, { service: payment.amountMinor - excessMinor, refund_due: excessMinor }),
		planInputs: cycleInputs(plan, payment),
	};
}
