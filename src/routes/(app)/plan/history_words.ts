import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** A payment for a plan. */
export type RiderPayment = PageData['plans'][number]['payments']['rows'][number];

/** A battery that was handed out under a plan. */
export type RiderSwap = PageData['plans'][number]['history']['rows'][number];

const useWords: Readonly<Record<RiderPayment['uses'][number]['use'], () => string>> = {
	service: m.rider_use_service,
	quota: m.rider_use_quota,
	refund_due: m.rider_use_refund_due,
	refunded: m.rider_use_refunded,
	suspense: m.rider_use_suspense,
};

/** What money of a payment is for now. */
export function useWord(use: RiderPayment['uses'][number]['use']): string {
	return useWords[use]();
}

const typeWords: Readonly<Record<string, () => string>> = {
	DEPOSIT: m.rider_paid_deposit,
	RENEWAL: m.rider_paid_renewal,
	FINAL: m.rider_paid_final,
};

/** What something was paid for, by its stored type; all others are plain payments. */
export function paymentTypeWord(type: string): string {
	return (typeWords[type] ?? m.rider_paid_top_up)();
}
