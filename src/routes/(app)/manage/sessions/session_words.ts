import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/words/generated/messages.js';

/** How a session stands, in a word and by its tone. */
export const statusWords = {
	active: { text: m.sessions_status_active, tone: 'accent' },
	completed: { text: m.sessions_status_completed, tone: 'positive' },
	cancelled: { text: m.sessions_status_cancelled, tone: 'neutral' },
	no_show: { text: m.sessions_status_no_show, tone: 'warning' },
	expired: { text: m.sessions_status_expired, tone: 'warning' },
} as const satisfies Record<string, { text: () => string; tone: Tone }>;

const methodWords: Readonly<Record<string, () => string>> = {
	CASH: m.sessions_paid_cash,
	MPESA: m.sessions_paid_mpesa,
	quota: m.sessions_paid_quota,
	rounding: m.sessions_paid_rounding,
};

const bucketWords: Readonly<Record<string, () => string>> = {
	service: m.sessions_use_service,
	quota: m.sessions_use_quota,
	refund_due: m.sessions_use_refund_due,
	refunded: m.sessions_use_refunded,
	suspense: m.sessions_use_suspense,
};

const verificationWords: Readonly<Record<string, () => string>> = {
	provider: m.sessions_verified_provider,
	cash: m.sessions_verified_cash,
	receipt: m.sessions_verified_receipt,
};

/** How a session stands, as its badge. */
export function statusBadge(status: keyof typeof statusWords): { text: string; tone: Tone } {
	const { text, tone } = statusWords[status];
	return { text: text(), tone };
}

/** How something was paid; several ways are joined by `+` where they are stored. An unknown way is shown as it is. */
export function paymentWords(method: string | null): string {
	if (method === null) return '—';
	const ways = method.split('+').map((way) => methodWords[way]?.() ?? way);
	return ways.join(' + ');
}

/** What captured money is for. */
export function bucketWord(bucket: string): string {
	return bucketWords[bucket]?.() ?? bucket;
}

/** How sure a payment is. */
export function verificationWord(verification: string): string {
	return verificationWords[verification]?.() ?? verification;
}

const kindWords: Readonly<Record<string, () => string>> = {
	swap: m.sessions_kind_swap,
	sale: m.sessions_kind_sale,
	charge: m.sessions_kind_charge,
};

/** A kind's stored name as a word. */
export function kindWord(kind: string): string {
	return kindWords[kind]?.() ?? kind.charAt(0).toUpperCase() + kind.slice(1);
}
