import { takingActionWords } from '#lib/kinds/parts/tell_taking.ts';
import type { SwapEvent } from './events.ts';

/** What was last done in a swap, as its timeline names it. Spec: seeds/000 §4, `last_action`. */
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

/** Why a swap is given up, as it is stored; the words are what the audit shows. */
export const cancelReasons = [
	'The customer changed their mind',
	'No suitable battery at the station',
	'The battery cannot be read',
	'The customer cannot pay now',
	'Started by mistake',
] as const;
