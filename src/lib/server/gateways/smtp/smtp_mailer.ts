import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import { ok } from '#lib/kernel/result.ts';
import type { SmtpAccount } from '../../env.ts';
import type { Mail, Mailer } from '../../ports.ts';
import { connectSocket } from './connect_socket.ts';
import { readSmtpError } from './smtp_error.ts';

/** A mailer that holds connections. */
export interface SmtpMailer extends Mailer {
	/** Ends idle connections at once; one that is in the middle of a mail finishes it first. */
	close(): void;
}

export interface SmtpOptions {
	/** How long one mail may take, ms. */
	readonly timeLimitMs?: number;
}

/** How long the server may be silent, ms. */
const silenceLimitMs = 15_000;

/** Mailer over SMTP (RFC 5321) with connections that are kept for a while. Nothing is sent in the clear unless the account says so. */
export function createSmtpMailer(account: SmtpAccount, { timeLimitMs = 30_000 }: SmtpOptions = {}): SmtpMailer {
	const silence = Math.min(silenceLimitMs, timeLimitMs);
	const getSocket: SMTPPoolOptions['getSocket'] = (_options, done) => {
		const { host, port } = account;
		void connectSocket({ host, port, limitMs: silence }).then((connection) => done(null, { connection }), done);
	};
	const transport = createTransport({
		pool: true,
		maxConnections: 2,
		// Whether a mail is sent again is for the outbox to say.
		maxRequeues: 0,
		host: account.host,
		port: account.port,
		secure: account.tls === 'implicit',
		requireTLS: account.tls === 'starttls',
		ignoreTLS: account.tls === 'none',
		...(account.login && { auth: { user: account.login.username, pass: account.login.password } }),
		getSocket,
		greetingTimeout: silence,
		socketTimeout: silence,
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return {
		async send(mail) {
			try {
				await transport.sendMail({ ...messageOf(account, mail), signal: AbortSignal.timeout(timeLimitMs) });
				return ok(undefined);
			} catch (error) {
				return readSmtpError(error, mail.to);
			}
		},
		close: () => transport.close(),
	};
}

/** The envelope is given apart from the headers, so that no text can add a recipient. */
function messageOf({ from }: SmtpAccount, { to, subject, text, html, messageId }: Mail) {
	return {
		envelope: { from: from.address, to: [to] },
		from,
		to: { name: '', address: to },
		subject,
		text,
		...(html !== undefined && { html }),
		messageId,
		// RFC 3834: nobody's out-of-office note is wanted.
		headers: { 'Auto-Submitted': 'auto-generated' },
	};
}
