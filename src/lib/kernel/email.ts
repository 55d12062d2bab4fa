import * as v from 'valibot';
import { safeText } from './schemas.ts';

/** An e-mail address in lower case, as accounts keep it: at most 254 characters (RFC 5321, 4.5.3.1). */
export const emailAddress = v.pipe(
	v.message(safeText(254), 'Enter an e-mail address, for example name@example.org'),
	v.toLowerCase(),
	v.rfcEmail('Enter an e-mail address, for example name@example.org'),
);

/** An e-mail address as it may be shown outside the flow that needs it: its first letter and its domain. */
export function maskEmail(email: string): string {
	const at = email.lastIndexOf('@');
	return at > 0 ? `${email.slice(0, 1)}••••${email.slice(at)}` : '••••';
}
