import type { NodemailerError } from 'nodemailer';
import { maskEmail } from '#lib/kernel/email.ts';
import { FaultError } from '#lib/kernel/fault.ts';
import { refuse, type Refusal } from '#lib/kernel/result.ts';

/** Commands whose permanent refusal is about this mail or its recipient, not about us. */
const ofTheMail: readonly (string | undefined)[] = ['RCPT TO', 'DATA'];

/** How much of a server's answer is kept, characters. */
const answerLimit = 300;

/**
 * Tells a final no (RFC 5321, 4.2.1: a reply of 5yz to recipient or content, an address that cannot be sent to) from what may pass: it returns
 * the former and throws FaultError for the latter, a sign-in that fails among it, since all mail waits for that. The recipient is masked in both.
 */
export function readSmtpError(error: unknown, recipient: string): Refusal<'MAIL_REFUSED'> {
	const { code, command, permanent, response, message } = error as NodemailerError;
	const said = (response ?? message).slice(0, answerLimit).replaceAll(recipient, maskEmail(recipient));
	const isUnsendable = code === 'EENVELOPE' && command === 'API';
	if (isUnsendable || (permanent && ofTheMail.includes(command))) return refuse('MAIL_REFUSED', { reason: said });
	throw new FaultError('smtp', `The mail server did not take the mail: ${said}`, {
		cause: error,
		retryAfterMs: 60_000,
	});
}
