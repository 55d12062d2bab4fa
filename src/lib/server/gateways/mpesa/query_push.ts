import * as v from 'valibot';
import type { MpesaAccount } from '#lib/server/env.ts';
import type { PushStatus } from '#lib/server/ports.ts';
import { soonMs, type DarajaCall } from './daraja_call.ts';
import { errorOf, readable, strangeAnswer, underWayCode } from './daraja_error.ts';
import { signature } from './request_push.ts';
import { outcomeOf, stateOf } from './result_codes.ts';

/** After this long nobody can be typing a PIN any more: what is still under way is not known. */
const promptOpenMs = 90_000;

/** M-Pesa writes the code as text in answers, as a number elsewhere. */
const answerSchema = v.object({
	ResultCode: v.union([v.pipe(v.string(), v.trim(), v.minLength(1)), v.pipe(v.number(), v.safeInteger())]),
	ResultDesc: v.optional(v.string(), ''),
});

/** Asks M-Pesa how a push stands. A code that nobody documents counts as unknown, not as a no: money may have moved. */
export async function queryPush(
	{ account, call }: { account: MpesaAccount; call: DarajaCall },
	push: { checkoutRequestId: string; startedAt: number },
	now: number,
): Promise<PushStatus> {
	const body = { ...signature(account, now), CheckoutRequestID: push.checkoutRequestId };
	const answer = await call('/mpesa/stkpushquery/v1/query', body);
	const told = v.safeParse(answerSchema, answer.json);
	if (answer.status === 200 && told.success) {
		return statusOf(String(told.output.ResultCode), told.output.ResultDesc, now - push.startedAt);
	}
	const error = errorOf(answer);
	if (error?.errorCode !== underWayCode) throw strangeAnswer(answer, soonMs);
	return statusOf(error.errorCode, error.errorMessage, now - push.startedAt);
}

function statusOf(resultCode: string, text: string, ageMs: number): PushStatus {
	const known = outcomeOf(resultCode);
	const outcome = known === 'waiting_for_pin' && ageMs > promptOpenMs ? 'unknown' : known;
	return { state: stateOf(outcome), outcome, resultCode, resultText: readable(text) };
}
