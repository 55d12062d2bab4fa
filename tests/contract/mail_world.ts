import { onTestFinished } from 'vitest';
import {
	startMailSandbox,
	type MailSandbox,
	type MailSandboxOptions,
} from '#lib/server/demo/mail_sandbox/mail_sandbox.ts';
import { createLinkTokens } from '#lib/server/auth/link_tokens.ts';
import type { SmtpAccount } from '#lib/server/env.ts';
import { createSmtpMailer, type SmtpMailer, type SmtpOptions } from '#lib/server/gateways/smtp/smtp_mailer.ts';
import type { MailParts } from '#lib/server/operations/mail/mail_delivery.ts';
import type { Mailer } from '#lib/server/ports.ts';
import { invitationText, resetText } from '#lib/words/mail_texts.ts';

/** A mail server of this test's own. */
export async function openMailServer(options: Partial<MailSandboxOptions> = {}): Promise<MailSandbox> {
	const server = await startMailSandbox({ smtpPort: 0, httpPort: 0, ...options });
	onTestFinished(() => server.stop());
	return server;
}

/** A mailer to it, in the clear unless told otherwise, which closes with the test. */
export function openMailer(
	{ smtpUrl }: Pick<MailSandbox, 'smtpUrl'>,
	{ timeLimitMs = 5000, ...account }: Partial<SmtpAccount> & SmtpOptions = {},
): SmtpMailer {
	const { hostname: host, port } = new URL(smtpUrl);
	const from = { name: 'Pitlane', address: 'no-reply@pitlane.example' };
	const mailer = createSmtpMailer(
		{ host, port: Number(port), tls: 'none', login: undefined, from, ...account },
		{ timeLimitMs },
	);
	onTestFinished(() => mailer.close());
	return mailer;
}

/** What the agent makes mails of, with a key of this suite and the texts that people get. */
export function mailParts(mailer: Mailer): MailParts {
	return {
		mailer,
		words: { invitation: invitationText, reset: resetText },
		origin: 'https://pitlane.example',
		linkToken: createLinkTokens(new Uint8Array(32).fill(3)),
	};
}

/** The token of the link in a mail. */
export function tokenIn({ text }: { readonly text: string }): string {
	const token = /^https:\/\/pitlane\.example\/welcome\/([\w-]{43})$/m.exec(text)?.[1];
	if (token === undefined) throw new Error(`There is no link in: ${text}`);
	return token;
}
