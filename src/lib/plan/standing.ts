import type { PlanFacts } from './facts.ts';

/** How a plan stands, as its rider reads it: served (`active`, `renewal_due`), not served until something happens, or over. */
export type PlanStanding =
	| 'active'
	| 'renewal_due'
	| 'ordered'
	| 'preparing'
	| 'deposit_due'
	| 'final_due'
	| 'overdue'
	| 'suspended'
	| 'battery_lost'
	| 'cancelled'
	| 'ended';

/** How a plan stands: its own status first, then the battery's state, then the payment's. A renewal that is due has its grace. */
export function planStanding(
	plan: Pick<PlanFacts, 'status' | 'initialised' | 'serviceState' | 'paymentState'>,
): PlanStanding {
	if (plan.status === 'ORDERED') return 'ordered';
	if (plan.status === 'CANCELLED') return 'cancelled';
	if (plan.status !== 'ACTIVE') return 'suspended';
	if (plan.serviceState === 'COMPLETE' || plan.paymentState === 'COMPLETE') return 'ended';
	if (plan.serviceState === 'BATTERY_LOST') return 'battery_lost';
	if (!plan.initialised || plan.serviceState === 'INITIAL') return 'preparing';
	switch (plan.paymentState) {
		case 'CURRENT':
			return 'active';
		case 'RENEWAL_DUE':
			return 'renewal_due';
		case 'OVERDUE':
			return 'overdue';
		case 'INITIAL':
		case 'DEPOSIT_DUE':
			return 'deposit_due';
		case 'FINAL_DUE':
			return 'final_due';
	}
}
