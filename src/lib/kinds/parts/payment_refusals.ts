import type { RefusalRow } from '#lib/kernel/result.ts';

const unprocessable = { http: 422, rpc: 'UNPROCESSABLE_CONTENT', recoverable: true } as const;

/** Why a payment in a session can be refused; codes of seeds/000 §6 and seeds/002 where they have one. */
export const paymentRefusals = {
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
} as const satisfies Record<string, RefusalRow>;
