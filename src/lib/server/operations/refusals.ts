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
	SESSION_REQUIRED: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: true,
		recoveryAction: 'START_NEW_SESSION',
		message: 'A swap needs a session; start one',
	},
	PAYMENT_TYPE_NOT_ALLOWED: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: false,
		recoveryAction: 'REFER_TO_SALES',
		message: 'A payment of the type {type} is not taken here',
	},
	CONDITION_NOT_ACCEPTED: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: true,
		recoveryAction: 'ASSESS_BATTERY',
		message: 'The condition of {battery} was not accepted; it stays with the rider until it is',
	},
	PAYMENT_REQUEST_UNKNOWN: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: true,
		recoveryAction: 'REQUEST_PAYMENT',
		message: 'The plan has no open payment request {request}',
	},
	TEMPLATE_UNKNOWN: {
		http: 422,
		rpc: 'UNPROCESSABLE_CONTENT',
		recoverable: false,
		recoveryAction: 'REFER_TO_SALES',
		message: 'The plan is made from the template {template}, which there is not',
	},
	BUSY: {
		http: 429,
		rpc: 'TOO_MANY_REQUESTS',
		recoverable: true,
		recoveryAction: 'TRY_AGAIN',
		message: 'Too many others changed the same plan or battery just now; try again',
	},
	RATE_LIMITED: {
		http: 429,
		rpc: 'TOO_MANY_REQUESTS',
		recoverable: true,
		recoveryAction: 'WAIT',
		message: 'Too many requests at once; the next one is possible in {retry_after_ms} ms',
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
