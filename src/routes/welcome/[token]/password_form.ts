import * as v from 'valibot';
import { passwordMaxLength, passwordMinLength } from '#lib/server/auth/password.ts';
import { m } from '#lib/words/generated/messages.js';

/** The password that somebody chooses, by the rules of `newPassword` and in the words of the page; it is never trimmed. */
export const passwordForm = v.object({
	password: v.pipe(
		v.string(),
		v.minLength(passwordMinLength, () => m.mail_welcome_short({ count: passwordMinLength })),
		v.maxLength(passwordMaxLength, () => m.mail_welcome_long({ count: passwordMaxLength })),
		v.check(
			(text) => text.isWellFormed(),
			() => m.mail_welcome_broken(),
		),
	),
});
