import * as v from 'valibot';
import type { Clock } from '#lib/kernel/clock.ts';
import type { MpesaAccount } from '#lib/server/env.ts';
import { exchangeJson, type Exchange } from '../exchange_json.ts';
import { appFault, strangeAnswer, throttleFault } from './daraja_error.ts';

/** The token that every request bears. */
export interface AccessTokens {
	/** The present token, or a new one shortly before that ends; all who ask meanwhile share one request. */
	get(): Promise<string>;
	/** Forgets a token that Daraja does not accept, unless it has been renewed already. */
	forget(token: string): void;
}

/** What is left of a token's life, ms, when it is renewed: no request may arrive with one that has just ended. */
const renewBeforeMs = 60_000;

const tokenAnswer = v.object({
	access_token: v.pipe(v.string(), v.minLength(1)),
	expires_in: v.pipe(v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))]), v.minValue(1)),
});

/** No token at first. Faults say to ask again soon: without a token nothing has been asked of Daraja. */
export function createAccessTokens(account: MpesaAccount, exchange: Exchange, clock: Clock): AccessTokens {
	let current: { readonly token: string; readonly renewAt: number } | undefined;
	let fetching: Promise<string> | undefined;

	async function fetchToken(): Promise<string> {
		const url = `${account.url}/oauth/v1/generate?grant_type=client_credentials`;
		const login = Buffer.from(`${account.consumerKey}:${account.consumerSecret}`).toString('base64');
		const answer = await exchangeJson({ url, headers: { Authorization: `Basic ${login}` } }, exchange);
		const told = v.safeParse(tokenAnswer, answer.json);
		if (answer.status === 200 && told.success) {
			const { access_token: token, expires_in: lifeSeconds } = told.output;
			current = { token, renewAt: clock() + lifeSeconds * 1000 - renewBeforeMs };
			return token;
		}
		throw (
			throttleFault(answer) ?? (isDenied(answer.status) ? appFault() : strangeAnswer(answer, exchange.retryAfterMs))
		);
	}

	return {
		get() {
			if (current && clock() < current.renewAt) return Promise.resolve(current.token);
			fetching ??= fetchToken().finally(() => {
				fetching = undefined;
			});
			return fetching;
		},
		forget(token) {
			if (current?.token === token) current = undefined;
		},
	};
}

function isDenied(status: number): boolean {
	return status === 400 || status === 401 || status === 403;
}
