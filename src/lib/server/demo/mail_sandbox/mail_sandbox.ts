import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { startHttpSandbox } from '../http_sandbox.ts';
import { answerMails } from './mail_page.ts';
import { createMailTroubles, type MailTrouble, type MailTroubleKind } from './mail_trouble.ts';
import { readMail, type SandboxMail } from './read_mail.ts';

export interface MailSandboxOptions {
	/** Of 127.0.0.1, for SMTP and for the page of mails; 0 takes any that is free. */
	readonly smtpPort: number;
	readonly httpPort: number;
	/** Offers STARTTLS, with a certificate that nobody has signed. */
	readonly hasTls?: boolean;
	/** The one account it lets in; without it everybody may send. */
	readonly login?: { readonly username: string; readonly password: string };
}

export interface MailSandbox {
	/** As PITLANE_SMTP_URL wants it. */
	readonly smtpUrl: string;
	/** Where the mails are shown. */
	readonly url: string;
	/** What came, oldest first. */
	mails(): readonly SandboxMail[];
	/** Is in trouble from now on; null forgives. */
	trouble(trouble: MailTrouble | null): void;
	/** Closes every connection. */
	stop(): Promise<void>;
}

/** The most mails it remembers. */
const mailLimit = 1000;

/** A mail server in memory that delivers nothing: it shows what came, and can misbehave. For tests and the demonstration. */
export async function startMailSandbox(options: MailSandboxOptions): Promise<MailSandbox> {
	const mails: SandboxMail[] = [];
	const troubles = createMailTroubles();
	const current = new Map<string, MailTroubleKind | null>();

	const hangUp = ({ id }: SMTPServerSession) => {
		for (const connection of server.connections) if (connection.id === id) connection._socket.destroy();
	};
	const server = new SMTPServer({
		...protection(options),
		logger: false,
		closeTimeout: 100,
		disableReverseLookup: true,
		onRcptTo({ address }, session, done) {
			const trouble = troubles.take(address);
			current.set(session.id, trouble);
			switch (trouble) {
				case 'refuse':
					return done(reply(550, `5.1.1 <${address}> is unknown here`));
				case 'defer':
					return done(reply(451, '4.7.1 Come back later'));
				case 'drop':
					return hangUp(session);
				case 'silent':
					return;
				default:
					return done();
			}
		},
		onData(stream, session, done) {
			const trouble = current.get(session.id);
			void take(stream, session).then((mail) => {
				if (trouble === 'reject') return done(reply(554, '5.7.1 Refused for its content'));
				mails.push(mail);
				if (mails.length > mailLimit) mails.shift();
				if (trouble === 'lose') hangUp(session);
				else done();
			});
		},
		onClose: ({ id }) => void current.delete(id),
	});
	// A client that hangs up is no concern of a server that is there to be hung up on.
	server.on('error', () => {});
	server.listen(options.smtpPort, '127.0.0.1');
	await once(server.server, 'listening');
	const web = await startHttpSandbox(options.httpPort, async (request) => answerMails(request, mails));
	return {
		smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		url: web.url,
		mails: () => mails,
		trouble: (trouble) => troubles.set(trouble),
		async stop() {
			for (const connection of server.connections) connection._socket.destroy();
			await Promise.all([web.stop(), new Promise<void>((closed) => server.close(() => closed()))]);
		},
	};
}

function protection({ hasTls = false, login }: MailSandboxOptions): SMTPServerOptions {
	return {
		...(!hasTls && { disabledCommands: ['STARTTLS', ...(login ? [] : ['AUTH'])] }),
		authOptional: login === undefined,
		allowInsecureAuth: true,
		onAuth(auth, _session, done) {
			const isRight = auth.username === login?.username && auth.password === login?.password;
			if (isRight) done(null, { user: auth.username });
			else done(reply(535, '5.7.8 Wrong account'));
		},
	};
}

async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<SandboxMail> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
	const { mailFrom, rcptTo } = session.envelope;
	return {
		...readMail(Buffer.concat(chunks).toString()),
		to: rcptTo[0]?.address ?? '',
		from: mailFrom ? mailFrom.address : '',
		receivedAt: Date.now(),
		isSecure: session.secure,
		username: typeof session.user === 'string' ? session.user : null,
	};
}

function reply(responseCode: number, text: string): Error {
	return Object.assign(new Error(text), { responseCode });
}
