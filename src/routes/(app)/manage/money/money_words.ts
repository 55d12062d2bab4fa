import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';
import { paymentWords } from '../sessions/session_words.ts';

/** A payment of the list. */
export type ListedPayment = PageData['rows'][number];

/** What a list holds. */
export type MoneyState = PageData['show'];

/** Each list: its name, what its amounts are, and what it says when it is empty. */
export const stateWords: Readonly<
	Record<MoneyState, Readonly<Record<'label' | 'amount' | 'empty' | 'emptyBody', () => string>>>
> = {
	due: {
		label: m.money_state_due,
		amount: m.money_state_due_amount,
		empty: m.money_state_due_empty,
		emptyBody: m.money_state_due_empty_body,
	},
	approve: {
		label: m.money_state_approve,
		amount: m.money_state_approve_amount,
		empty: m.money_state_approve_empty,
		emptyBody: m.money_state_approve_empty_body,
	},
	proposed: {
		label: m.money_state_proposed,
		amount: m.money_state_proposed_amount,
		empty: m.money_state_proposed_empty,
		emptyBody: m.money_state_proposed_empty_body,
	},
	quota: {
		label: m.money_state_quota,
		amount: m.money_state_quota_amount,
		empty: m.money_state_quota_empty,
		emptyBody: m.money_state_quota_empty_body,
	},
};

type Reason = ListedPayment['reasons'][number];

const reasons: Readonly<Record<Reason, () => string>> = {
	session_cancelled: m.money_reason_session_cancelled,
	session_expired: m.money_reason_session_expired,
	session_no_show: m.money_reason_session_no_show,
	session_ended: m.money_reason_session_ended,
	arrived_late: m.money_reason_arrived_late,
	overpaid: m.money_reason_overpaid,
};

/** Why money is to be given back. */
export function reasonWords(reason: Reason): string {
	return reasons[reason]();
}

/** Why money of a session is quota: its swap is under way, or the session ended and the quota had been used meanwhile. */
export function quotaWords(sessionStatus: string | null): string {
	return sessionStatus === 'active' ? m.money_quota_open() : m.money_quota_sold();
}

/** Why a payment is in its list, each reason a sentence. */
export function whyWords({ reasons: due, inQuota, sessionStatus }: ListedPayment): string[] {
	const isHeld = inQuota.amountMinor > 0 && sessionStatus !== null && sessionStatus !== 'completed';
	return [...due.map(reasonWords), ...(isHeld && due.length === 0 ? [quotaWords(sessionStatus)] : [])];
}

const payOutWords = { CASH: m.money_pay_cash, MPESA: m.money_pay_mpesa, BANK: m.money_pay_bank };

/** How money can be paid out. */
export function payOutChoices(): { value: string; label: string }[] {
	return Object.entries(payOutWords).map(([value, label]) => ({ value, label: label() }));
}

/** A way to pay out as a word. */
export function payOutWord(method: string): string {
	return payOutChoices().find(({ value }) => value === method)?.label ?? paymentWords(method);
}

const units: Readonly<Record<string, () => string>> = {
	energy: m.money_unit_energy,
	swap_count: m.money_unit_swap_count,
	fleet: m.money_unit_fleet,
};

/** What one whole unit of a service of this kind costs; `price` is printed already. */
export function unitPrice(kind: string, price: string): string {
	return m.money_unit_price({ price, unit: (units[kind] ?? m.money_unit_other)() });
}
