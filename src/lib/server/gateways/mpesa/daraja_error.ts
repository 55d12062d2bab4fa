import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import type { JsonAnswer } from '../exchange_json.ts';

/** A no as Daraja prints it, beside an HTTP status that varies. */
export interface DarajaError {
	readonly errorCode: string;
	readonly errorMessage: string;
}

/** The code of a push that is under way, and of a shortcode and passkey that do not belong together: the message tells which. */
export const underWayCode = '500.001.1001';

const errorSchema = v.object({ errorCode: v.string(), errorMessage: v.optional(v.string(), '') });

/** A person has to mend the configuration first. */
const retryAccountAfterMs = 60_000;
const retryThrottledAfterMs = 5000;
/** The longest reason that is kept, in UTF-16 units. */
const reasonLimit = 300;

const throttleCodes = new Set(['500.003.02', '500.003.03']);
const tokenCodes = new Set(['404.001.03', '400.003.01', '401.002.01']);

/** The error of an answer, or null if it is none. */
export function errorOf({ json }: JsonAnswer): DarajaError | null {
	const parsed = v.safeParse(errorSchema, json);
	return parsed.success ? parsed.output : null;
}

/** True if Daraja does not accept the token: it has ended early, and another one helps. */
export function isTokenError(answer: JsonAnswer): boolean {
	return answer.status === 401 || tokenCodes.has(errorOf(answer)?.errorCode ?? '');
}

/** A fault of M-Pesa. */
export function fault(message: string, retryAfterMs: number): FaultError {
	return new FaultError('mpesa', message, { retryAfterMs });
}

/** The fault of too many requests, or undefined: nothing was done, so that asking again soon is safe. */
export function throttleFault(answer: JsonAnswer): FaultError | undefined {
	const isThrottled = answer.status === 429 || throttleCodes.has(errorOf(answer)?.errorCode ?? '');
	if (!isThrottled) return undefined;
	return fault('M-Pesa takes no more requests for a moment', answer.retryAfterMs ?? retryThrottledAfterMs);
}

/** The fault of shortcode, passkey or till that Daraja does not know, or undefined. */
export function merchantFault(answer: JsonAnswer): FaultError | undefined {
	const error = errorOf(answer);
	if (error?.errorCode !== underWayCode || !/credential|merchant|password/i.test(error.errorMessage)) return undefined;
	return fault(
		'M-Pesa denies the shortcode, should accept PITLANE_MPESA_SHORTCODE with PITLANE_MPESA_PASSKEY',
		retryAccountAfterMs,
	);
}

/** The fault of an app that Daraja does not know. */
export function appFault(): FaultError {
	const should = 'should accept PITLANE_MPESA_CONSUMER_KEY with PITLANE_MPESA_CONSUMER_SECRET';
	return fault(`M-Pesa denies access, ${should}`, retryAccountAfterMs);
}

/** The fault of an answer that says nothing: a proxy's page, a failure inside, another address. */
export function strangeAnswer(answer: JsonAnswer, retryAfterMs: number): FaultError {
	const error = errorOf(answer);
	const message = error
		? `M-Pesa failed with ${readable(error.errorCode)}: ${readable(error.errorMessage)}`
		: `The address of M-Pesa answered ${answer.status} in another form than Daraja does`;
	return fault(message, Math.max(retryAfterMs, answer.retryAfterMs ?? 0));
}

/** Text of the provider as it may be kept and shown: one line, well formed, of bounded length. */
export function readable(text: string): string {
	return text
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim()
		.slice(0, reasonLimit)
		.toWellFormed();
}
