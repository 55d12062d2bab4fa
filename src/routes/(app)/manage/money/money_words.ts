import type { PageData } from './$types';
import { paymentWords } from '../sessions/session_words.ts';

/** A payment of the list. */
export type ListedPayment = PageData['rows'][number];

/** What a list holds. */
export type MoneyState = PageData['show'];

/** Each list: its name, what its amounts are, and what it says when it is empty. */
export const stateWords: Readonly<
	Record<MoneyState, { label: string; amount: string; empty: string; emptyBody: string }>
> = {
	due: {
		label: 'To settle',
		amount: 'To be given back',
		empty: 'Nothing is to be settled',
		emptyBody: 'All money that was received has bought something, or a proposal for it is open',
	},
	approve: {
		label: 'Waits for your approval',
		amount: 'Proposed',
		empty: 'Nothing waits for you',
		emptyBody: 'What others propose comes here, until somebody approves or rejects it',
	},
	proposed: {
		label: 'Proposed by you',
		amount: 'Proposed',
		empty: 'You have proposed nothing that is still open',
		emptyBody: 'What you propose stays here until another person has decided',
	},
	quota: {
		label: 'In quota',
		amount: 'In quota',
		empty: 'No money counts as quota without its service',
		emptyBody: 'What is paid in a session comes here until its service is rendered or the session has ended',
	},
};

type Reason = ListedPayment['reasons'][number];

const reasons: Readonly<Record<Reason, string>> = {
	session_cancelled: 'The session was cancelled',
	session_expired: 'The session expired',
	session_no_show: 'Nobody came to the session',
	session_ended: 'The session ended without its service',
	arrived_late: 'The money arrived when it could buy nothing any more',
	overpaid: 'More was paid than was due',
};

/** Why money is to be given back. */
export function reasonWords(reason: Reason): string {
	return reasons[reason];
}

/** Why money of a session is quota: its swap is under way, or the session ended and the quota had been used meanwhile. */
export function quotaWords(sessionStatus: string | null): string {
	return sessionStatus === 'active'
		? 'The session is still open'
		: 'The session ended after its quota had been used, so that it stays sold';
}

/** Why a payment is in its list, each reason a sentence. */
export function whyWords({ reasons: due, inQuota, sessionStatus }: ListedPayment): string[] {
	const isHeld = inQuota.amountMinor > 0 && sessionStatus !== null && sessionStatus !== 'completed';
	return [...due.map(reasonWords), ...(isHeld && due.length === 0 ? [quotaWords(sessionStatus)] : [])];
}

/** How money is paid out. */
export const payOutChoices = [
	{ value: 'CASH', label: 'Cash' },
	{ value: 'MPESA', label: 'Mobile money' },
	{ value: 'BANK', label: 'Bank transfer' },
];

/** A way to pay out as a word. */
export function payOutWord(method: string): string {
	return payOutChoices.find(({ value }) => value === method)?.label ?? paymentWords(method);
}

const units: Readonly<Record<string, string>> = { energy: 'kWh', swap_count: 'swap', fleet: 'battery' };

/** One whole unit of a service. */
export function unitWord(kind: string): string {
	return units[kind] ?? 'unit';
}
