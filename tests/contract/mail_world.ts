import { onTestFinished } from 'vitest';
import {
	startMailSandbox,
	type MailSandbox,
	type MailSandboxOptions,
} from '#lib/server/demo/mail_sandbox/mail_sandbox.ts';
import type { SmtpAccount } from '#lib/server/env.ts';
import { createSmtpMailer, type SmtpMailer, type SmtpOptions } from '#lib/server/gateways/smtp/smtp_mailer.ts';

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
