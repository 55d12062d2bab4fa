import type { Clock } from '#lib/kernel/clock.ts';
import type { MpesaAccount } from '#lib/server/env.ts';
import { exchangeJson, type Exchange, type JsonAnswer } from '../exchange_json.ts';
import { createAccessTokens } from './access_token.ts';
import { appFault, isTokenError, merchantFault, throttleFault } from './daraja_error.ts';

/** What differs in tests, and rarely elsewhere. */
export interface DarajaOptions {
	readonly clock: Clock;
	/** How long one exchange may take. */
	readonly timeLimitMs: number;
	readonly answerLimitBytes: number;
}

/**
 * Posts to a path of Daraja with a token, a new one where it does not accept the first. Throws FaultError for what is no answer, for
 * throttling and for an account that it does not accept; `lostAfterMs` is how long to wait where the answer is lost.
 */
export type DarajaCall = (path: string, body: unknown, lostAfterMs?: number) => Promise<JsonAnswer>;

/** When to ask again what may be asked again at once, ms. */
export const soonMs = 5000;

/** Calls to the operator's account; all of them share one token. */
export function createDarajaCall(account: MpesaAccount, options: DarajaOptions): DarajaCall {
	const { timeLimitMs, answerLimitBytes } = options;
	const exchange: Exchange = { source: 'mpesa', name: 'M-Pesa', timeLimitMs, answerLimitBytes, retryAfterMs: soonMs };
	const tokens = createAccessTokens(account, exchange, options.clock);

	async function post(path: string, body: unknown, lostAfterMs: number): Promise<JsonAnswer> {
		const token = await tokens.get();
		const headers = { Authorization: `Bearer ${token}` };
		const request = { url: `${account.url}${path}`, headers, body };
		const answer = await exchangeJson(request, { ...exchange, retryAfterMs: lostAfterMs });
		if (isTokenError(answer)) tokens.forget(token);
		return answer;
	}

	return async (path, body, lostAfterMs = soonMs) => {
		const first = await post(path, body, lostAfterMs);
		const answer = isTokenError(first) ? await post(path, body, lostAfterMs) : first;
		const problem = isTokenError(answer) ? appFault() : (throttleFault(answer) ?? merchantFault(answer));
		if (problem) throw problem;
		return answer;
	};
}
