import { m } from '#lib/words/generated/messages.js';
import type { SwapCustomer, SwapEvent } from '../events.ts';
import { cancelReasons } from '../labels.ts';
import type { SwapState } from '../machine.ts';

/** What is to be done in each state, as the page's heading. */
export const swapHeadings: Readonly<Record<SwapState, () => string>> = {
	identify: m.swap_heading_identify,
	take_back: m.swap_heading_take_back,
	issue: m.swap_heading_issue,
	review: m.swap_heading_review,
	pay: m.swap_heading_pay,
	complete: m.swap_heading_complete,
	done: m.swap_heading_done,
	cancelled: m.swap_heading_cancelled,
	expired: m.swap_heading_expired,
};

/** The numbered steps, as the stepper names them. Spec: seeds/000 §2. */
export const swapSteps = [
	{ number: 1, name: m.swap_step_identify },
	{ number: 2, name: m.swap_step_take_back },
	{ number: 3, name: m.swap_step_issue },
	{ number: 4, name: m.swap_step_review },
	{ number: 5, name: m.swap_step_pay },
	{ number: 6, name: m.swap_step_success },
] as const;

/** What was done last, as a recovery prompt shows it. Spec: seeds/000 §4, `last_action`. */
export const shownActions: Readonly<Record<SwapEvent['type'] | 'session_created', () => string>> = {
	session_created: m.swap_action_started,
	customer_identified: m.swap_action_identified,
	new_customer_identified: m.swap_action_identified_new,
	return_bound: m.swap_action_return,
	issue_bound: m.swap_action_issue,
	return_reopened: m.swap_action_return_again,
	issue_reopened: m.swap_action_issue_again,
	payment_requested: m.swap_action_payment_requested,
	payment_waived: m.swap_action_payment_waived,
	push_requested: m.swap_action_push_requested,
	push_sent: m.swap_action_push_sent,
	push_failed: m.swap_action_push_failed,
	payment_partial: m.swap_action_partial,
	payment_settled: m.swap_action_settled,
	service_completed: m.swap_action_completed,
	service_refused: m.swap_action_refused,
	session_cancelled: m.swap_action_cancelled,
	session_expired: m.swap_action_expired,
};

/** Whether a plan is paid for, in a word or two. */
export const paymentStateWords: Readonly<Record<SwapCustomer['paymentState'], () => string>> = {
	INITIAL: m.swap_plan_initial,
	DEPOSIT_DUE: m.swap_plan_deposit_due,
	CURRENT: m.swap_plan_current,
	RENEWAL_DUE: m.swap_plan_renewal_due,
	OVERDUE: m.swap_plan_overdue,
	FINAL_DUE: m.swap_plan_final_due,
	COMPLETE: m.swap_plan_complete,
};

const reasonTexts: Readonly<Record<(typeof cancelReasons)[number], () => string>> = {
	'The customer changed their mind': m.swap_reason_mind,
	'No suitable battery at the station': m.swap_reason_stock,
	'The battery cannot be read': m.swap_reason_reading,
	'The customer cannot pay now': m.swap_reason_money,
	'Started by mistake': m.swap_reason_mistake,
};

/** Why a swap is given up: as it is stored, and in the language of the page. */
export const shownReasons = cancelReasons.map((value) => ({ value, text: reasonTexts[value] }));
