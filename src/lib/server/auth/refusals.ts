import type { RefusalRow } from '#lib/kernel/result.ts';

/** Refusals of sign-in, shifts, tokens and accounts. What one may not see is told like what does not exist. */
export const authRefusals = {
	SIGN_IN_REFUSED: {
		http: 401,
		rpc: 'UNAUTHORIZED',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: 'E-mail address and password do not match an account',
	},
	RATE_LIMITED: {
		http: 429,
		rpc: 'TOO_MANY_REQUESTS',
		recoverable: true,
		recoveryAction: 'WAIT',
		message: 'Too many attempts; the next one is possible in {retryAfterMinutes} min',
	},
	NOT_SIGNED_IN: {
		http: 401,
		rpc: 'UNAUTHORIZED',
		recoverable: true,
		recoveryAction: 'SIGN_IN',
		message: 'Sign in first, or send a bearer token',
	},
	TOKEN_REFUSED: {
		http: 401,
		rpc: 'UNAUTHORIZED',
		recoverable: false,
		recoveryAction: null,
		message: 'This bearer token is unknown, expired or revoked',
	},
	NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such thing',
	},
	STATION_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: true,
		recoveryAction: 'CHOOSE_STATION',
		message: 'There is no such station for you',
	},
	SHIFT_ALREADY_OPEN: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'END_SHIFT',
		message: 'Your shift has already started; end it before you start another one',
	},
	SHIFT_NOT_OPEN: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'START_SHIFT',
		message: 'No shift of yours is open',
	},
	ACCOUNT_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: 'There is no such account',
	},
	TOKEN_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such token',
	},
} as const satisfies Record<string, RefusalRow>;
