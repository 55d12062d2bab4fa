import type { RefusalRow } from '#lib/kernel/result.ts';

const conflict = { http: 409, rpc: 'CONFLICT', recoverable: false, recoveryAction: null } as const;
const wrong = {
	http: 422,
	rpc: 'UNPROCESSABLE_CONTENT',
	recoverable: true,
	recoveryAction: 'CORRECT_INPUT',
} as const;

/** Why money cannot be given back or credited, or not in that way. */
export const refundRefusals = {
	PAYMENT_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such payment',
	},
	REFUND_AMOUNT_INVALID: { ...wrong, message: 'Enter an amount above zero that {currency} has a coin for' },
	REFUND_EXCEEDS_DUE: { ...wrong, message: 'Of this payment only {due} {currency} is left to be settled' },
	REFUND_OTHER_CURRENCY: { ...wrong, message: 'This payment was made in {currency}' },
	REFUND_PAYOUT_USED: { ...wrong, message: 'The pay-out {reference} has settled another refund already' },
	REFUND_PROPOSED: { ...conflict, message: 'A proposal for this payment is open already; it has to be decided first' },
	REFUND_DECIDED: { ...conflict, message: 'Somebody was faster: this proposal is {outcome}' },
	REFUND_SAME_PERSON: {
		http: 403,
		rpc: 'FORBIDDEN',
		recoverable: false,
		recoveryAction: null,
		message: 'You proposed this; another person has to approve it',
	},
	CREDIT_SESSION_OPEN: {
		...conflict,
		message: 'The session of this payment is still open; its money can be credited once that has ended',
	},
	CREDIT_SERVICE_UNKNOWN: { ...wrong, message: 'The plan sells no such service in {currency}' },
	CREDIT_BUYS_NOTHING: { ...wrong, message: 'This amount buys nothing of {service}' },
} as const satisfies Record<string, RefusalRow>;
