import type { RefusalRow } from '#lib/kernel/result.ts';

const badRequest = { http: 400, rpc: 'BAD_REQUEST', recoverable: true, recoveryAction: 'CORRECT_INPUT' } as const;

/** Why a request of the REST surface can be refused before anybody reads what it asks for. */
export const requestRefusals = {
	REQUEST_NOT_JSON: { ...badRequest, message: 'The body is not JSON in UTF-8' },
	REQUEST_TOO_DEEP: { ...badRequest, message: 'The body is nested deeper than 32 levels' },
	REQUEST_KEY_FORBIDDEN: { ...badRequest, message: 'The body has a key that no document has' },
	REQUEST_TOO_LARGE: {
		...badRequest,
		http: 413,
		rpc: 'PAYLOAD_TOO_LARGE',
		message: 'The body is larger than 64 KiB',
	},
	CONTENT_TYPE_UNSUPPORTED: { ...badRequest, http: 415, message: 'The body has to be {accepted}' },
	METHOD_NOT_ALLOWED: {
		...badRequest,
		http: 405,
		recoverable: false,
		recoveryAction: null,
		message: 'Here go {allowed}, not {method}',
	},
} as const satisfies Record<string, RefusalRow>;
