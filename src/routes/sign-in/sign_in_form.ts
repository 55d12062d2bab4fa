import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';

/** What a person types to sign in. The password is taken as it is: whether it is right is all that counts. */
export const signInForm = v.object({
	email: v.message(safeText(254), () => m.sign_in_email_missing()),
	password: v.pipe(
		v.string(),
		v.minLength(1, () => m.sign_in_password_missing()),
		v.maxLength(256, () => m.sign_in_password_long()),
	),
});
