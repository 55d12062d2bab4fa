import type { TakenSoFar } from './payment_taking.ts';
import type { PhonePush, PushProgress } from './phone_push.ts';
import type { TakenPayment } from './taken_payment.ts';

/** What can happen while money is taken, by event type; a kind's own events extend it. Stored for ever. */
export interface TakingFacts {
	push_requested: { push: PhonePush };
	push_sent: { intentId: string; checkoutId: string; message: string; merchantId?: string };
	push_failed: { intentId: string; code: string; message: string };
	payment_partial: { payment: TakenPayment };
	payment_settled: { payment: TakenPayment };
}

/** An event of taking money, of any type or of those that are named. */
export type TakingEvent<Type extends keyof TakingFacts = keyof TakingFacts> = {
	[Each in Type]: { type: Each; at: number } & TakingFacts[Each];
}[Type];

/** Folds one event into what was taken. The money of a request stands in its place once it is there. */
export function foldTaking({ payments, push }: TakenSoFar, event: TakingEvent): TakenSoFar {
	switch (event.type) {
		case 'push_requested':
			return { payments, push: { ...event.push, at: event.at, progress: { status: 'requested' } } };
		case 'push_sent':
		case 'push_failed':
			return { payments, push: push?.intentId === event.intentId ? { ...push, progress: progressOf(event) } : push };
		case 'payment_partial':
		case 'payment_settled': {
			const { payment } = event;
			const isOfPush = push !== null && payment.intentId === push.intentId;
			return { payments: [...payments, payment], push: isOfPush ? null : push };
		}
	}
}

function progressOf(event: TakingEvent<'push_sent' | 'push_failed'>): PushProgress {
	if (event.type === 'push_failed') return { status: 'failed', code: event.code, message: event.message };
	const { checkoutId, message, merchantId, at: sentAt } = event;
	return { status: 'sent', checkoutId, message, sentAt, ...(merchantId !== undefined && { merchantId }) };
}
