import { fillMessage, type Refusal } from '#lib/kernel/result.ts';
import { authRefusals } from '../auth/refusals.ts';

/** The answer to a bearer token that is worth nothing, or that came too often: 401 or 429, and when to come back. */
export function refusedToken(refusal: Refusal<'TOKEN_REFUSED' | 'RATE_LIMITED'>): Response {
	const row = authRefusals[refusal.code];
	const retryAfterMs = Number(refusal.params['retryAfterMs'] ?? 0);
	const error = {
		code: refusal.code,
		message: fillMessage(row.message, refusal.params),
		recovery_action: row.recoveryAction,
	};
	const headers = retryAfterMs > 0 ? { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } : undefined;
	return Response.json({ success: false, error }, { status: row.http, ...(headers && { headers }) });
}
