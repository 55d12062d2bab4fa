import * as v from 'valibot';
import { phoneDigits } from '#lib/kernel/phone.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PaymentTaking } from './payment_taking.ts';
import type { AskedPush } from './phone_push.ts';
import { isWaiting } from './push_view.ts';
import type { TakingEvent } from './taking_events.ts';

/** Which phone is to be asked; without one the payer's own. */
export const pushInput = v.object({ phone: v.nullish(phoneDigits) });

/** What the provider said of a request: it went out, or it came to nothing. */
export const pushUpdateInput = v.object({
	intentId: v.string(),
	progress: v.variant('status', [
		v.object({
			status: v.literal('sent'),
			checkoutId: v.string(),
			message: v.string(),
			merchantId: v.exactOptional(v.string()),
		}),
		v.object({ status: v.literal('failed'), code: v.string(), message: v.string() }),
	]),
});

/** Which phone is asked, when, and under which key: a child of it names the request. */
export interface PushRequest {
	readonly phone: string | null | undefined;
	readonly now: number;
	readonly key: string;
}

/**
 * A phone is asked for all that is due. Nothing is paid by it: the money counts once the provider has confirmed it.
 * Refuses PUSH_PENDING while the last request may still be answered, and INPUT_INVALID for what is no phone number.
 * Spec: seeds/000 §1 `stk_push_response`; EXTERNAL, Daraja.
 */
export function requestPush(
	{ push, dueMinor }: PaymentTaking,
	request: PushRequest,
): Result<TakingEvent<'push_requested'>> {
	const { now, key } = request;
	if (isWaiting({ push }, now)) return refuse('PUSH_PENDING');
	const phone = v.safeParse(phoneDigits, request.phone);
	if (!phone.success) return refuse('INPUT_INVALID', { path: 'phone', issue: phone.issues[0].message });
	const requested = { intentId: `${key}/push`, phone: phone.output, amountMinor: dueMinor };
	return ok({ type: 'push_requested', at: now, push: requested });
}

/**
 * What the provider said becomes an event. Refuses PUSH_UNKNOWN where another request, or the money, has taken the place of this one, and where
 * it failed before the answer that it went out was known.
 */
export function updatePush(
	push: AskedPush | null,
	{ intentId, progress }: v.InferOutput<typeof pushUpdateInput>,
	now: number,
): Result<TakingEvent<'push_sent' | 'push_failed'>> {
	if (push?.intentId !== intentId) return refuse('PUSH_UNKNOWN');
	if (progress.status === 'failed') {
		const { code, message } = progress;
		return ok({ type: 'push_failed', at: now, intentId, code, message });
	}
	if (push.progress.status === 'failed') return refuse('PUSH_UNKNOWN');
	const { status: _status, ...sent } = progress;
	return ok({ type: 'push_sent', at: now, intentId, ...sent });
}
