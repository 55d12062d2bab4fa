import type { RefusalRow } from '#lib/kernel/result.ts';

const unprocessable = { http: 422, rpc: 'UNPROCESSABLE_CONTENT', recoverable: true } as const;

/** Why a swap's step can be refused; codes of seeds/000 §6 and seeds/002 where they have one. */
export const swapRefusals = {
	CUSTOMER_NOT_FOUND: {
		...unprocessable,
		recoveryAction: 'RESCAN_CUSTOMER',
		message: 'No plan answers to this code; scan again, type the subscription id or search by name or phone',
	},
	CUSTOMER_INACTIVE: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'REFER_TO_SALES',
		message: 'This plan is not active ({reason}); it has to be set up before a swap',
	},
	PAYMENT_OVERDUE: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'COLLECT_RENEWAL',
		message: 'The plan {plan} is overdue; the renewal has to be paid before a swap',
	},
	PAYMENT_DUE: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'COLLECT_DEPOSIT',
		message: 'A payment is due on the plan ({state}); it has to be settled before a swap',
	},
	NO_OPEN_SHIFT: {
		...unprocessable,
		recoveryAction: 'START_SHIFT',
		message: 'You have no open shift; choose your station first',
	},
	BATTERY_MISMATCH: {
		...unprocessable,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Battery {scanned} came back, {expected} is on this plan; connect the right one',
	},
	SAME_BATTERY_SCANNED: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} is the one that came back; take a charged one from the rack',
	},
	BATTERY_UNKNOWN: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} is not one of ours; check its label or take another one',
	},
	BATTERY_ALREADY_ISSUED: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} has already been issued; take another one',
	},
	BATTERY_OF_OTHER_STATION: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} belongs to {station}; take one of this station',
	},
	READING_IMPLAUSIBLE: {
		...unprocessable,
		recoveryAction: 'RESCAN_BATTERY',
		message: '{energy} Wh cannot be right for a battery of {rated} Wh; read it again or take another one',
	},
	RETURN_MISSING: {
		...unprocessable,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Battery {expected} has to come back first',
	},
	RATE_MISSING: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'REFER_TO_MANAGER',
		message: 'The plan {plan} has no price for energy; a manager has to set one',
	},
	QUOTA_EXHAUSTED: {
		...unprocessable,
		recoveryAction: 'TOP_UP_QUOTA',
		message: 'Nothing is left of {service}; it has to be topped up before this swap',
	},
	PRICE_CHANGED: {
		...unprocessable,
		recoveryAction: 'REVIEW_AGAIN',
		message: 'The quota changed meanwhile; review the price again',
	},
	PAYMENT_INSUFFICIENT: {
		...unprocessable,
		recoveryAction: 'COLLECT_REST',
		message: '{due} {currency} are still to pay',
	},
	PAYMENT_EXCEEDS_DUE: {
		...unprocessable,
		recoveryAction: 'CORRECT_AMOUNT',
		message: 'Only {due} {currency} are to pay in cash; give change',
	},
	PAYMENT_AMOUNT_INVALID: {
		...unprocessable,
		recoveryAction: 'CORRECT_AMOUNT',
		message: 'The amount has to be at least one whole unit of the currency',
	},
	PUSH_PENDING: {
		...unprocessable,
		recoveryAction: 'WAIT_FOR_PIN',
		message: 'The rider’s phone has been asked just now; wait for the PIN, or a minute and a half to ask again',
	},
	PUSH_UNKNOWN: {
		...unprocessable,
		recoverable: false,
		recoveryAction: null,
		message: 'Another request to the phone has taken the place of this one',
	},
	PAYMENT_NOT_DUE: {
		...unprocessable,
		recoveryAction: 'RELOAD_SESSION',
		message: 'No payment is due in this session',
	},
	PAYMENT_REFERENCE_USED: {
		...unprocessable,
		recoveryAction: 'CORRECT_REFERENCE',
		message: 'This reference has been used for another payment; check the number',
	},
	CASH_LIMIT_EXCEEDED: {
		...unprocessable,
		recoveryAction: 'PAY_OTHERWISE',
		message: 'You may record up to {limit} {currency} in cash; take the rest by mobile money or ask a manager',
	},
	SERVICE_NOT_ON_PLAN: {
		...unprocessable,
		recoverable: false,
		recoveryAction: null,
		message: 'The service {service} is not on this plan',
	},
	PLAN_UNKNOWN: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such plan',
	},
} as const satisfies Record<string, RefusalRow>;
