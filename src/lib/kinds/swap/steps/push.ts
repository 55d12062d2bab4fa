import * as v from 'valibot';
import { phoneDigits } from '#lib/kernel/phone.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { SwapEvent } from '../events.ts';
import { isWaiting } from '../push_view.ts';
import { dueMinor } from '../state.ts';
import { swapStep } from '../swap_step.ts';

/**
 * The attendant has the provider ask the rider's phone for what is due. Nothing is paid by it: the money counts once the provider has
 * confirmed it. Spec: seeds/000 §1 `stk_push_response`; EXTERNAL, Daraja.
 */
export const push = swapStep({
	states: ['pay'],
	permission: 'payment.push',
	input: v.object({ phone: v.nullish(phoneDigits) }),
	needs: () => ({}),
	decide({ session, input, now, key }) {
		const { data } = session;
		if (isWaiting(data, now)) return refuse('PUSH_PENDING');
		const phone = v.safeParse(phoneDigits, input.phone ?? data.customer?.phone);
		if (!phone.success) return refuse('INPUT_INVALID', { path: 'phone', issue: phone.issues[0].message });
		const requested = { intentId: `${key}/push`, phone: phone.output, amountMinor: dueMinor(data) };
		return ok({ events: [{ type: 'push_requested', at: now, push: requested }] });
	},
});

/** What the provider said of a request: it went out, or it came to nothing. Taken by the agent, not by people. */
export const pushUpdate = swapStep({
	states: ['pay'],
	permission: 'payment.push',
	byOperation: true,
	input: v.object({
		intentId: v.string(),
		progress: v.variant('status', [
			v.object({ status: v.literal('sent'), checkoutId: v.string(), message: v.string() }),
			v.object({ status: v.literal('failed'), code: v.string(), message: v.string() }),
		]),
	}),
	needs: () => ({}),
	decide({ session, input, now }) {
		const { intentId, progress } = input;
		if (session.data.push?.intentId !== intentId) return refuse('PUSH_UNKNOWN');
		const { status, ...said } = progress;
		const type = status === 'sent' ? 'push_sent' : 'push_failed';
		return ok({ events: [{ type, at: now, intentId, ...said } as SwapPushEvent] });
	},
});

type SwapPushEvent = Extract<SwapEvent, { type: 'push_sent' | 'push_failed' }>;
