import type { RefusalRow } from '#lib/kernel/result.ts';

/** Why a request can be refused before a session or a plan has a say. */
export const operationRefusals = {
	OPERATION_UNKNOWN: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no operation {operation}',
	},
	INVALID_REQUEST: {
		http: 400,
		rpc: 'BAD_REQUEST',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: '{reason}',
	},
	SECURITY_ALERT: {
		http: 403,
		rpc: 'FORBIDDEN',
		recoverable: false,
		recoveryAction: null,
		message: 'This request does not fit who you are and where your shift is; it was recorded',
	},
	TOKEN_EXPIRED: {
		http: 401,
		rpc: 'UNAUTHORIZED',
		recoverable: true,
		recoveryAction: 'RENEW_CREDENTIAL',
		message: 'The credential of this tab has expired; a new one is needed',
	},
	SHIFT_CHANGED: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'RENEW_CREDENTIAL',
		message: 'Your shift has changed since this tab got its credential; a new one is needed',
	},
} as const satisfies Record<string, RefusalRow>;
