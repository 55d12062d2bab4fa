import { m } from '#lib/words/generated/messages.js';
import type { SaleEvent } from '../events.ts';
import { saleCancelReasons } from '../labels.ts';
import type { SaleState } from '../machine.ts';
import type { SaleOffers } from '../offers.ts';

/** What is to be done in each state, as the page's heading. */
export const saleHeadings: Readonly<Record<SaleState, () => string>> = {
	customer: m.sale_heading_customer,
	package: m.sale_heading_package,
	plan: m.sale_heading_plan,
	preview: m.sale_heading_preview,
	pay: m.sale_heading_pay,
	battery: m.sale_heading_battery,
	hand_over: m.sale_heading_hand_over,
	done: m.sale_heading_done,
	cancelled: m.sale_heading_cancelled,
	expired: m.sale_heading_expired,
};

/** The numbered steps, as the stepper names them. Spec: seeds/000 §1. */
export const saleSteps = [
	{ number: 1, name: m.sale_step_customer },
	{ number: 2, name: m.sale_step_package },
	{ number: 3, name: m.sale_step_plan },
	{ number: 4, name: m.sale_step_preview },
	{ number: 5, name: m.sale_step_payment },
	{ number: 6, name: m.sale_step_battery },
	{ number: 7, name: m.sale_step_success },
] as const;

/** How often a subscription is paid for. */
export const periodWords: Readonly<Record<SaleOffers['products'][number]['period'], () => string>> = {
	weekly: m.sale_weekly,
	monthly: m.sale_monthly,
	yearly: m.sale_yearly,
};

/** What was done last, as a recovery prompt shows it. */
export const shownActions: Readonly<Record<SaleEvent['type'] | 'session_created', () => string>> = {
	session_created: m.sale_action_started,
	customer_registered: m.sale_action_customer,
	package_chosen: m.sale_action_package,
	plan_chosen: m.sale_action_plan,
	customer_reopened: m.sale_action_customer_again,
	package_reopened: m.sale_action_package_again,
	plan_reopened: m.sale_action_plan_again,
	order_placed: m.sale_action_order,
	order_registered: m.sale_action_registered,
	payment_waived: m.sale_action_waived,
	push_requested: m.sale_action_push_requested,
	push_sent: m.sale_action_push_sent,
	push_failed: m.sale_action_push_failed,
	payment_partial: m.sale_action_partial,
	payment_settled: m.sale_action_settled,
	battery_bound: m.sale_action_battery,
	battery_reopened: m.sale_action_battery_again,
	battery_assigned: m.sale_action_assigned,
	session_cancelled: m.sale_action_cancelled,
	session_expired: m.sale_action_expired,
};

const reasonTexts: Readonly<Record<(typeof saleCancelReasons)[number], () => string>> = {
	'The customer changed their mind': m.sale_reason_mind,
	'The customer cannot pay now': m.sale_reason_money,
	'No suitable vehicle or battery at the station': m.sale_reason_stock,
	'The customer is registered already': m.sale_reason_registered,
	'Started by mistake': m.sale_reason_mistake,
};

/** Why a sale is given up: as it is stored, and in the language of the page. */
export const shownReasons = saleCancelReasons.map((value) => ({ value, text: reasonTexts[value] }));
