import { maskPhone } from '#lib/kernel/phone.ts';
import type { EventWords } from '#lib/session/report.ts';
import { paymentMethodWord } from './payment_words.ts';
import type { TakingEvent, TakingFacts } from './taking_events.ts';

/** What was last done while money was taken, in the words of a recovery prompt and of the timeline. */
export const takingActionWords: Readonly<Record<keyof TakingFacts, string>> = {
	push_requested: 'Request to the phone asked for',
	push_sent: 'Request sent to the phone',
	push_failed: 'Request to the phone failed',
	payment_partial: 'Part of the payment recorded',
	payment_settled: 'Payment recorded',
};

/** An event of taking money as it stands in the timeline, below its title. */
export function tellTaking(event: TakingEvent): Omit<EventWords, 'title'> {
	switch (event.type) {
		case 'push_requested':
			return { body: `To ${maskPhone(event.push.phone)}`, tone: 'accent' };
		case 'push_sent':
			return { body: event.message };
		case 'push_failed':
			return { body: event.message, tone: 'warning' };
		case 'payment_partial':
		case 'payment_settled': {
			const { method, reference } = event.payment;
			return { body: `${paymentMethodWord(method)}, receipt ${reference}`, tone: 'positive' };
		}
	}
}

/** What the audit trail keeps of an event of taking money. Spec: seeds/000 §5. */
export function trackTaking(event: TakingEvent): Readonly<Record<string, unknown>> {
	switch (event.type) {
		case 'push_requested':
		case 'push_sent':
			return {};
		case 'push_failed':
			return { error_code: event.code };
		case 'payment_partial':
		case 'payment_settled':
			return { payment_method: event.payment.method, payment_reference: event.payment.reference };
	}
}
