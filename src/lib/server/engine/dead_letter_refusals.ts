import type { RefusalRow } from '#lib/kernel/result.ts';

/** Why a dead letter can be neither replayed nor discarded. */
export const deadLetterRefusals = {
	LETTER_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such dead letter',
	},
	LETTER_HANDLED: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: false,
		recoveryAction: null,
		message: 'Somebody was faster: this letter is {status}',
	},
	LETTER_NOT_REPLAYABLE: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: false,
		recoveryAction: null,
		message: 'This message cannot be handled anew: it was not kept whole, or nobody is known to have sent it',
	},
} as const satisfies Record<string, RefusalRow>;
