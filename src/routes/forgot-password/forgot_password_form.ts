import * as v from 'valibot';
import { emailText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';

/** Whose password is to be new. */
export const forgotPasswordForm = v.object({ email: v.message(emailText, () => m.mail_forgot_email_wrong()) });
