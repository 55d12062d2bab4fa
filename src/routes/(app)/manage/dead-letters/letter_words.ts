import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/words/generated/messages.js';

const reasons: Readonly<Record<string, () => string>> = {
	NO_SUCH_OPERATION: m.letters_reason_no_such_operation,
	INVALID_REQUEST: m.letters_reason_invalid_request,
	REQUEST_TOO_LARGE: m.letters_reason_too_large,
	REQUEST_NOT_JSON: m.letters_reason_not_json,
	REQUEST_TOO_DEEP: m.letters_reason_too_deep,
	REQUEST_KEY_FORBIDDEN: m.letters_reason_key_forbidden,
	FAILED: m.letters_reason_failed,
	ACCOUNT_DISABLED: m.letters_reason_account_disabled,
};

const statuses: Readonly<Record<string, { text: () => string; tone: Tone }>> = {
	open: { text: m.letters_status_open, tone: 'warning' },
	replaying: { text: m.letters_status_replaying, tone: 'accent' },
	replayed: { text: m.letters_status_replayed, tone: 'positive' },
	discarded: { text: m.letters_status_discarded, tone: 'neutral' },
};

/** Why a message could not be handled; what is no known reason is shown as it is. */
export function reasonWords(reason: string): string {
	return reasons[reason]?.() ?? reason;
}

/** How a letter stands. */
export function letterStatus(status: string): { text: string; tone: Tone } {
	const known = statuses[status];
	return known ? { text: known.text(), tone: known.tone } : { text: status, tone: 'neutral' };
}

/** Who sent it. */
export function originWords(origin: string): string {
	if (origin === 'service') return m.letters_sender_service();
	return origin === 'unknown' ? m.letters_sender_unknown() : origin;
}

/** «21 Nov 2026, 14:05:12 UTC»: letters name no station whose clock could be meant. */
export function letterTime(atMs: number, locale: string): string {
	const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
	return `${time.format(atMs)} UTC`;
}
