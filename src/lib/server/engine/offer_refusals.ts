import type { RefusalRow } from '#lib/kernel/result.ts';

/** Why what is for sale cannot be changed, or not in that way. */
export const offerRefusals = {
	OFFER_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such offer',
	},
	OFFER_WITHDRAWN: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: false,
		recoveryAction: null,
		message: 'Somebody was faster: {offer} is not on offer any more',
	},
	OFFER_NUMBER_TAKEN: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: 'Product {number} is on offer already, as {offer}',
	},
	OFFER_TEMPLATE: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: 'No subscription in {currency} can be made from this template',
	},
} as const satisfies Record<string, RefusalRow>;
