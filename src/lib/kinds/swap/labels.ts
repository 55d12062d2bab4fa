import { takingActionWords } from '#lib/kinds/parts/tell_taking.ts';
import type { PaymentState } from '#lib/plan/cycles.ts';
import type { SwapEvent } from './events.ts';
import type { SwapState } from './machine.ts';

/** What was last done in a swap, in the words of a recovery prompt. Spec: seeds/000 §4, `last_action`. */
export const swapActionWords: Readonly<Record<SwapEvent['type'] | 'session_created', string>> = {
	session_created: 'Swap started',
	customer_identified: 'Customer identified',
	new_customer_identified: 'First-time customer identified',
	return_bound: 'Returned battery read',
	issue_bound: 'New battery read',
	return_reopened: 'Returned battery to be read again',
	issue_reopened: 'New battery to be read again',
	payment_requested: 'Payment asked for',
	payment_waived: 'Price confirmed, nothing to pay',
	...takingActionWords,
	service_completed: 'Battery handed over',
	service_refused: 'Hand-over refused',
	session_cancelled: 'Swap cancelled',
	session_expired: 'Swap expired',
};

/** What is to be done in each state, as the page's heading. */
export const swapHeadings: Readonly<Record<SwapState, string>> = {
	identify: 'Who is swapping?',
	take_back: 'Take the battery back',
	issue: 'Choose the new battery',
	review: 'Check the swap',
	pay: 'Collect the payment',
	complete: 'Hand over the battery',
	done: 'Swap complete',
	cancelled: 'This swap was cancelled',
	expired: 'This swap has expired',
};

/** Whether a plan is paid for, in a word or two. */
export const paymentStateWords: Readonly<Record<PaymentState, string>> = {
	INITIAL: 'Not set up',
	DEPOSIT_DUE: 'Deposit due',
	CURRENT: 'Paid',
	RENEWAL_DUE: 'Renewal due',
	OVERDUE: 'Overdue',
	FINAL_DUE: 'Final payment due',
	COMPLETE: 'Closed',
};

/** Why a swap is given up; the words are what the audit shows. */
export const cancelReasons: readonly string[] = [
	'The customer changed their mind',
	'No suitable battery at the station',
	'The battery cannot be read',
	'The customer cannot pay now',
	'Started by mistake',
];
