import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { expectedPaymentType, paymentInputs, type PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import type { Move } from './moves.ts';

/** A payment as far as a plan's payment cycle looks at it. */
interface CyclePayment {
	readonly paymentType: string;
	readonly amountMinor: number;
}

/** True if the payment is of the type that the plan waits for: it pays what is due and buys no quota of its own accord. */
export function paysWhatIsDue(plan: Pick<PlanFacts, 'paymentState'>, paymentType: string): boolean {
	return paymentType !== 'TOP_UP' && paymentType === expectedPaymentType(plan.paymentState);
}

/** The inputs that a payment gives the plan's cycles: none until what is due is paid in full; any amount does where nobody said what is due. */
export function cycleInputs(plan: Pick<PlanFacts, 'paymentState' | 'dueMinor'>, payment: CyclePayment): PlanInput[] {
	const paid = plan.dueMinor === null || payment.amountMinor >= plan.dueMinor;
	return paid ? paymentInputs(plan.paymentState, payment.paymentType) : [];
}

/** Refuses a plan whose sale is still open (CUSTOMER_INACTIVE): the sale takes its money and knows what is due of it. */
export function mayBePaidFor(plan: Pick<PlanFacts, 'status'>): Result<null, 'CUSTOMER_INACTIVE'> {
	return plan.status === 'ORDERED' ? refuse('CUSTOMER_INACTIVE', { reason: plan.status }) : ok(null);
}

/** What is due once these moves are made: nothing that anybody said after a cycle was paid. */
export function dueAfter(
	plan: Pick<PlanFacts, 'paymentState' | 'dueMinor'>,
	moves: readonly Move[],
	inputs: readonly PlanInput[],
): number | null {
	if (plan.dueMinor === null || inputs.some((input) => paidInputs.has(input))) return null;
	const paidMinor = moves
		.filter((move) => move.ledger === 'payment')
		.filter((payment) => paysWhatIsDue(plan, payment.paymentType))
		.reduce((sum, payment) => sum + payment.amountMinor, 0);
	return Math.max(0, plan.dueMinor - paidMinor);
}

const paidInputs: ReadonlySet<PlanInput> = new Set(['DEPOSIT_PAID', 'RENEWAL_PAID', 'FINAL_PAID']);
