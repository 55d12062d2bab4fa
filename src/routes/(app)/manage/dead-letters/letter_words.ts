import type { Tone } from '#lib/ui/tone.ts';

const reasons: Readonly<Record<string, string>> = {
	NO_SUCH_OPERATION: 'No operation answers this topic',
	INVALID_REQUEST: 'It is not a request as the protocol has it',
	REQUEST_TOO_LARGE: 'It is larger than requests may be',
	REQUEST_NOT_JSON: 'It is not JSON in UTF-8',
	REQUEST_TOO_DEEP: 'It is nested deeper than requests may be',
	REQUEST_KEY_FORBIDDEN: 'It has a key that is not allowed',
	FAILED: 'Its handling broke',
	ACCOUNT_DISABLED: 'The sender’s account is closed',
};

const statuses: Readonly<Record<string, { text: string; tone: Tone }>> = {
	open: { text: 'Open', tone: 'warning' },
	replaying: { text: 'Being replayed', tone: 'accent' },
	replayed: { text: 'Replayed', tone: 'positive' },
	discarded: { text: 'Discarded', tone: 'neutral' },
};

/** Why a message could not be handled; what is no known reason is shown as it is. */
export function reasonWords(reason: string): string {
	return reasons[reason] ?? reason;
}

/** How a letter stands. */
export function letterStatus(status: string): { text: string; tone: Tone } {
	return statuses[status] ?? { text: status, tone: 'neutral' };
}

/** Who sent it. */
export function originWords(origin: string): string {
	if (origin === 'service') return 'A trusted broker account';
	return origin === 'unknown' ? 'Unknown' : origin;
}

/** «21 Nov 2026, 14:05:12 UTC»: letters name no station whose clock could be meant. */
export function letterTime(atMs: number, locale: string): string {
	const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
	return `${time.format(atMs)} UTC`;
}
