import type { RefusalRow } from '#lib/kernel/result.ts';
import { issueRefusals } from '#lib/kinds/parts/issue_refusals.ts';
import { paymentRefusals } from '#lib/kinds/parts/payment_refusals.ts';

const unprocessable = { http: 422, rpc: 'UNPROCESSABLE_CONTENT', recoverable: true } as const;

/** Why a sale's step can be refused; codes of seeds/000 §6 and seeds/002 where they have one. */
export const saleRefusals = {
	...issueRefusals,
	...paymentRefusals,
	CUSTOMER_EXISTS: {
		...unprocessable,
		tellsOf: 'customer',
		recoveryAction: 'CONFIRM_CUSTOMER',
		message: 'This phone number or e-mail address is known already: {name}, {phone}; say whether it is this person',
	},
	CUSTOMER_OTHER: {
		...unprocessable,
		recoveryAction: 'CONFIRM_CUSTOMER',
		message: 'The person who was chosen has another phone number and e-mail address; look again',
	},
	EMAIL_TAKEN: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'CORRECT_EMAIL',
		message: 'Somebody else signs in with this e-mail address; use another one, or leave it out',
	},
	OFFER_UNKNOWN: {
		...unprocessable,
		recoveryAction: 'CHOOSE_AGAIN',
		message: '{offer} is not on offer any more; choose again',
	},
	OFFER_CHANGED: {
		...unprocessable,
		recoveryAction: 'CHOOSE_AGAIN',
		message: '{offer} is not what it was any more; choose it again',
	},
	OFFER_INCOMPLETE: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'REFER_TO_MANAGER',
		message: '{offer} could give no first battery; a manager has to complete it',
	},
	OFFER_CURRENCY: {
		...unprocessable,
		recoveryAction: 'CHOOSE_AGAIN',
		message: '{offer} is not priced in {currency}; choose another one',
	},
	SUBSCRIPTION_CODE_TAKEN: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'START_AGAIN',
		message: 'The code of this subscription is taken; cancel the sale and start again',
	},
	BATTERY_NOT_BOUND: {
		...unprocessable,
		recoveryAction: 'SCAN_BATTERY',
		message: 'Read the battery first that is to go out',
	},
	BATTERY_MISMATCH: {
		...unprocessable,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Battery {scanned} was read, {expected} is on this plan; connect the right one',
	},
	QUOTA_EXHAUSTED: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'REFER_TO_MANAGER',
		message: 'Nothing is left of {service}; it has to be topped up first',
	},
	CUSTOMER_INACTIVE: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'REFER_TO_MANAGER',
		message: 'This plan is not active ({reason}); it has to be set up first',
	},
	PLAN_UNKNOWN: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such plan',
	},
} as const satisfies Record<string, RefusalRow>;
