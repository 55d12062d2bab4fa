import { takingActionWords } from '#lib/kinds/parts/tell_taking.ts';
import type { SaleEvent } from './events.ts';

/** What was last done in a sale, in the words of a recovery prompt. Spec: seeds/000 §4, `last_action`. */
export const saleActionWords: Readonly<Record<SaleEvent['type'] | 'session_created', string>> = {
	session_created: 'Sale started',
	customer_registered: 'Customer written down',
	package_chosen: 'Package chosen',
	plan_chosen: 'Subscription chosen',
	customer_reopened: 'Customer to be changed',
	package_reopened: 'Package to be chosen again',
	plan_reopened: 'Subscription to be chosen again',
	order_placed: 'Order placed',
	order_registered: 'Order registered with the bookkeeping',
	payment_waived: 'Nothing to pay',
	...takingActionWords,
	battery_bound: 'Battery read',
	battery_reopened: 'Battery to be read again',
	battery_assigned: 'Battery handed over',
	session_cancelled: 'Sale cancelled',
	session_expired: 'Sale expired',
};

/** Why a sale is given up; the words are what the audit shows. */
export const saleCancelReasons = [
	'The customer changed their mind',
	'The customer cannot pay now',
	'No suitable vehicle or battery at the station',
	'The customer is registered already',
	'Started by mistake',
] as const;
