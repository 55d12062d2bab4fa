import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';

/** What a person types to sign in. The password is taken as it is: whether it is right is all that counts. */
export const signInForm = v.object({
	email: v.message(safeText(254), 'Enter the e-mail address of your account'),
	password: v.pipe(
		v.string(),
		v.minLength(1, 'Enter your password'),
		v.maxLength(256, 'Passwords have at most 256 characters'),
	),
});
