import type { RefusalRow } from '#lib/kernel/result.ts';
import { issueRefusals } from '#lib/kinds/parts/issue_refusals.ts';
import { paymentRefusals } from '#lib/kinds/parts/payment_refusals.ts';

const unprocessable = { http: 422, rpc: 'UNPROCESSABLE_CONTENT', recoverable: true } as const;

/** Why a swap's step can be refused; codes of seeds/000 §6 and seeds/002 where they have one. */
export const swapRefusals = {
	...issueRefusals,
	...paymentRefusals,
	CUSTOMER_NOT_FOUND: {
		...unprocessable,
		recoveryAction: 'RESCAN_CUSTOMER',
		message: 'No plan answers to this code; scan again, type the subscription id or search by name or phone',
	},
	CUSTOMER_INACTIVE: {
		...unprocessable,
		recoverable: false,
		recoveryAction: 'REFER_TO_SALES',
		message: 'This plan is not active ({reason}); it has to be set up first',
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
	BATTERY_MISMATCH: {
		...unprocessable,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Battery {scanned} was read, {expected} is on this plan; connect the right one',
	},
	SAME_BATTERY_SCANNED: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} is the one that came back; take a charged one from the rack',
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
		message: 'Nothing is left of {service}; it has to be topped up first',
	},
	PRICE_CHANGED: {
		...unprocessable,
		recoveryAction: 'REVIEW_AGAIN',
		message: 'The quota changed meanwhile; review the price again',
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
