import { defineCycle, nextCycleState } from './cycle.ts';

export type PlanInput =
	| 'CONTRACT_SIGNED'
	| 'DEPOSIT_PAID'
	| 'RENEWAL_PAID'
	| 'FINAL_PAID'
	| 'PERIOD_ENDED'
	| 'GRACE_ENDED'
	| 'BATTERY_ISSUED'
	| 'BATTERY_RETURNED'
	| 'BATTERY_LOST'
	| 'CONTRACT_ENDED';

export type ServiceState =
	'INITIAL' | 'WAIT_BATTERY_ISSUE' | 'BATTERY_ISSUED' | 'BATTERY_RETURNED' | 'BATTERY_LOST' | 'COMPLETE';

export type PaymentState = 'INITIAL' | 'DEPOSIT_DUE' | 'CURRENT' | 'RENEWAL_DUE' | 'OVERDUE' | 'FINAL_DUE' | 'COMPLETE';

/** Where the battery of a plan is in its life. Spec: seeds/002, service_cycle. */
export const serviceCycle = defineCycle<ServiceState, PlanInput>({
	INITIAL: { CONTRACT_SIGNED: 'WAIT_BATTERY_ISSUE' },
	WAIT_BATTERY_ISSUE: { BATTERY_ISSUED: 'BATTERY_ISSUED' },
	BATTERY_ISSUED: { BATTERY_RETURNED: 'BATTERY_RETURNED', BATTERY_LOST: 'BATTERY_LOST' },
	BATTERY_RETURNED: { BATTERY_ISSUED: 'BATTERY_ISSUED', CONTRACT_ENDED: 'COMPLETE' },
	BATTERY_LOST: {},
	COMPLETE: {},
});

/** Whether a plan is paid for. RENEWAL_DUE past its grace is OVERDUE. Spec: seeds/002, payment_cycle. */
export const paymentCycle = defineCycle<PaymentState, PlanInput>({
	INITIAL: { CONTRACT_SIGNED: 'DEPOSIT_DUE' },
	DEPOSIT_DUE: { DEPOSIT_PAID: 'CURRENT' },
	CURRENT: { PERIOD_ENDED: 'RENEWAL_DUE', CONTRACT_ENDED: 'FINAL_DUE' },
	RENEWAL_DUE: { RENEWAL_PAID: 'CURRENT', GRACE_ENDED: 'OVERDUE', CONTRACT_ENDED: 'FINAL_DUE' },
	OVERDUE: { RENEWAL_PAID: 'CURRENT', CONTRACT_ENDED: 'FINAL_DUE' },
	FINAL_DUE: { FINAL_PAID: 'COMPLETE' },
	COMPLETE: {},
});

/** The state of both cycles of a plan. */
export interface PlanCycles {
	readonly serviceState: ServiceState;
	readonly paymentState: PaymentState;
}

/** Feeds inputs to both cycles, first to last; an input that a cycle does not know in its state leaves it where it is. */
export function advanceCycles(cycles: PlanCycles, inputs: readonly PlanInput[]): PlanCycles {
	return inputs.reduce(
		(at, input) => ({
			serviceState: nextCycleState(serviceCycle, at.serviceState, input) ?? at.serviceState,
			paymentState: nextCycleState(paymentCycle, at.paymentState, input) ?? at.paymentState,
		}),
		cycles,
	);
}

/** The input that a payment of a type gives a plan in a payment state; none for a plain top-up. */
export function paymentInputs(state: PaymentState, paymentType: string): PlanInput[] {
	if (state === 'INITIAL') return paymentType === 'DEPOSIT' ? ['CONTRACT_SIGNED', 'DEPOSIT_PAID'] : [];
	if (state === 'DEPOSIT_DUE') return paymentType === 'DEPOSIT' ? ['DEPOSIT_PAID'] : [];
	if (state === 'RENEWAL_DUE' || state === 'OVERDUE') return paymentType === 'RENEWAL' ? ['RENEWAL_PAID'] : [];
	if (state === 'FINAL_DUE') return paymentType === 'FINAL' ? ['FINAL_PAID'] : [];
	return [];
}

/** The type of payment that a plan in a payment state waits for; a top-up where it waits for none. */
export function expectedPaymentType(state: PaymentState): 'DEPOSIT' | 'RENEWAL' | 'FINAL' | 'TOP_UP' {
	switch (state) {
		case 'INITIAL':
		case 'DEPOSIT_DUE':
			return 'DEPOSIT';
		case 'RENEWAL_DUE':
		case 'OVERDUE':
			return 'RENEWAL';
		case 'FINAL_DUE':
			return 'FINAL';
		case 'CURRENT':
		case 'COMPLETE':
			return 'TOP_UP';
	}
}

/** What `validate_payment` signals for a payment state, and the reason it names. Spec: seeds/002, Payment Status Validation. */
export function paymentStanding(state: PaymentState): { signal: PaymentSignal; reason: string } {
	switch (state) {
		case 'CURRENT':
			return { signal: 'PAYMENT_STATUS_GOOD', reason: 'PAYMENT_CURRENT' };
		case 'INITIAL':
		case 'COMPLETE':
		case 'DEPOSIT_DUE':
		case 'RENEWAL_DUE':
		case 'FINAL_DUE':
			return { signal: 'PAYMENT_STATUS_REQUIRES_PAYMENT', reason: 'PAYMENT_DUE' };
		case 'OVERDUE':
			return { signal: 'PAYMENT_STATUS_BLOCKED', reason: 'PAYMENT_OVERDUE' };
	}
}

export type PaymentSignal = 'PAYMENT_STATUS_GOOD' | 'PAYMENT_STATUS_REQUIRES_PAYMENT' | 'PAYMENT_STATUS_BLOCKED';
