import type { Tone } from '#lib/ui/tone.ts';

/** How a session stands, in a word and by its tone. */
export const statusWords = {
	active: { text: 'Open', tone: 'accent' },
	completed: { text: 'Completed', tone: 'positive' },
	cancelled: { text: 'Cancelled', tone: 'neutral' },
	no_show: { text: 'No-show', tone: 'warning' },
	expired: { text: 'Expired', tone: 'warning' },
} as const satisfies Record<string, { text: string; tone: Tone }>;

const methodWords: Readonly<Record<string, string>> = {
	CASH: 'Cash',
	MPESA: 'Mobile money',
	quota: 'Quota',
	rounding: 'Rounded to zero',
};

const bucketWords: Readonly<Record<string, string>> = {
	service: 'for the service',
	quota: 'in quota',
	refund_due: 'to be refunded',
	refunded: 'refunded',
	suspense: 'not yet assigned',
};

const verificationWords: Readonly<Record<string, string>> = {
	provider: 'Confirmed by the provider',
	cash: 'Cash in hand',
	receipt: 'Receipt number typed',
};

/** How something was paid; several ways are joined by `+` where they are stored. An unknown way is shown as it is. */
export function paymentWords(method: string | null): string {
	if (method === null) return '—';
	const ways = method.split('+').map((way) => methodWords[way] ?? way);
	return ways.join(' + ');
}

/** What captured money is for. */
export function bucketWord(bucket: string): string {
	return bucketWords[bucket] ?? bucket;
}

/** How sure a payment is. */
export function verificationWord(verification: string): string {
	return verificationWords[verification] ?? verification;
}

/** A kind's stored name as a word. */
export function kindWord(kind: string): string {
	return kind.charAt(0).toUpperCase() + kind.slice(1);
}
