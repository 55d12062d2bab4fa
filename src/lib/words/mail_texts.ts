import type { MailText } from '#lib/kernel/mail_text.ts';
import { m } from '#lib/words/generated/messages.js';
import { languageOf, type Language } from './languages.ts';

interface Addressed {
	/** The name of whoever gets it. */
	readonly name: string;
	readonly url: string;
}

interface Invitation extends Addressed {
	readonly inviterName: string | null;
	readonly stationName: string | null;
	readonly planId: string | null;
}

/** Tells somebody that they have an account, and how they choose its password; in the language of a locale, or in English. */
export function invitationText({ name, url, planId, ...facts }: Invitation, locale: string): MailText {
	const language = languageOf(undefined, [locale]);
	const say = { locale: language };
	return {
		language,
		subject: m.mail_invitation_subject({}, say),
		greeting: m.mail_greeting({ name }, say),
		paragraphs: [
			inviter(facts, language),
			...(planId === null ? [] : [m.mail_invitation_plan({ plan: planId }, say)]),
			m.mail_invitation_way({}, say),
		],
		action: { label: m.mail_invitation_button({}, say), url, bareLink: m.mail_bare_link({}, say) },
		notes: [m.mail_invitation_holds({}, say), m.mail_invitation_stranger({}, say), m.mail_no_answer({}, say)],
	};
}

/** Tells somebody how they choose a new password; in the language of a locale, or in English. */
export function resetText({ name, url }: Addressed, locale: string): MailText {
	const language = languageOf(undefined, [locale]);
	const say = { locale: language };
	return {
		language,
		subject: m.mail_reset_subject({}, say),
		greeting: m.mail_greeting({ name }, say),
		paragraphs: [m.mail_reset_asked({}, say), m.mail_reset_way({}, say)],
		action: { label: m.mail_reset_button({}, say), url, bareLink: m.mail_bare_link({}, say) },
		notes: [m.mail_reset_holds({}, say), m.mail_reset_stranger({}, say), m.mail_no_answer({}, say)],
	};
}

function inviter(
	{ inviterName, stationName }: Pick<Invitation, 'inviterName' | 'stationName'>,
	locale: Language,
): string {
	if (inviterName !== null && stationName !== null)
		return m.mail_invitation_who_where({ inviter: inviterName, station: stationName }, { locale });
	if (inviterName !== null) return m.mail_invitation_who({ inviter: inviterName }, { locale });
	if (stationName !== null) return m.mail_invitation_where({ station: stationName }, { locale });
	return m.mail_invitation_plain({}, { locale });
}
