import type { RefusalRow } from '#lib/kernel/result.ts';

/** Refusals that every kind shares. */
export const sessionRefusals = {
	SESSION_NOT_FOUND: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such session',
	},
	SESSION_MOVED_ON: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'RELOAD_SESSION',
		message: 'Somebody else took this session to version {current}; it is shown as it is now',
	},
	SESSION_ENDED: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: false,
		recoveryAction: 'START_NEW_SESSION',
		message: 'This session has ended ({status}); start a new one',
	},
	SESSION_EXPIRED: {
		http: 410,
		rpc: 'CONFLICT',
		recoverable: false,
		recoveryAction: 'START_NEW_SESSION',
		message: 'This session expired after 24 hours without a step; start a new one',
	},
	SESSION_ALREADY_ACTIVE: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'RESUME_SESSION',
		message: 'This customer already has an open session; resume or cancel that one',
	},
	KIND_UNKNOWN: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no session kind {kind}',
	},
	STEP_NOT_OPEN: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: true,
		recoveryAction: 'RELOAD_SESSION',
		message: 'Step {step} is not open now; the session stands at {state}',
	},
	STEP_UNKNOWN: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no step {step}',
	},
	INPUT_INVALID: {
		http: 400,
		rpc: 'BAD_REQUEST',
		recoverable: true,
		recoveryAction: 'CORRECT_INPUT',
		message: '{path}: {issue}',
	},
	IDEMPOTENCY_KEY_REUSED: {
		http: 409,
		rpc: 'CONFLICT',
		recoverable: false,
		recoveryAction: null,
		message: 'This key was used with another body; use a new key',
	},
	NOT_ALLOWED: {
		http: 404,
		rpc: 'NOT_FOUND',
		recoverable: false,
		recoveryAction: null,
		message: 'There is no such session',
	},
} as const satisfies Record<string, RefusalRow>;
