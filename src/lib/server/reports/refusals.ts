import type { RefusalRow } from '#lib/kernel/result.ts';

/** Refusals of reports. */
export const reportRefusals = {
	FILTER_INVALID: {
		http: 400,
		rpc: 'BAD_REQUEST',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: 'The filter cannot be used: {problem}',
	},
} as const satisfies Record<string, RefusalRow>;
