import type { Refusal } from '#lib/kernel/result.ts';
import { authRefusals } from '../auth/refusals.ts';
import { refusedResponse } from './refused.ts';

/** The answer to a bearer token that is worth nothing, or that came too often: 401 or 429, and when to come back. */
export function refusedToken(refusal: Refusal<'TOKEN_REFUSED' | 'RATE_LIMITED'>): Response {
	const retryAfterMs = Number(refusal.params['retryAfterMs'] ?? 0);
	const headers = retryAfterMs > 0 ? { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } : {};
	return refusedResponse(refusal, authRefusals[refusal.code], { headers });
}
