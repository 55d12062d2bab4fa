import { createHash } from 'node:crypto';
import type { MailText } from '#lib/kernel/mail_text.ts';
import type { Delivered, Delivery } from '../../engine/drain_outbox.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Mailer, MailEffect } from '../../ports.ts';
import { offerLink } from '../../store/account_link_rows.ts';
import { loadInviter, loadRecipient, type Recipient } from '../../store/load_recipient.ts';
import type { DueMessage } from '../../store/due_outbox.ts';
import { htmlBody, plainBody } from './mail_body.ts';

/** How long a link works, ms, from when its mail is sent. */
const lifetimeMs = { invitation: 7 * 24 * 3600 * 1000, reset: 3600 * 1000 } as const;

/** How old a request for a new password may be when it is answered, ms: by then whoever asked has asked again, or needs none. */
const resetPatienceMs = 3600 * 1000;

/** Who is written to, and the address to follow. */
interface Addressed {
	readonly name: string;
	readonly url: string;
}

/** What mails say, in the language of a locale. */
export interface MailWords {
	invitation(
		facts: Addressed & {
			readonly inviterName: string | null;
			readonly stationName: string | null;
			readonly planId: string | null;
		},
		locale: string,
	): MailText;
	reset(facts: Addressed, locale: string): MailText;
}

/** What mails are made of. */
export interface MailParts {
	readonly mailer: Mailer;
	readonly words: MailWords;
	/** What people have in the address bar, without path. */
	readonly origin: string;
	/** Token of the link in a mail, by the mail's id: the same however often it is sent. */
	readonly linkToken: (mailId: string) => { readonly token: string; readonly hash: string };
}

/**
 * Writes to people. The link is stored before its mail is sent, and both are the same at every attempt: a mail that comes twice has one
 * Message-ID and one link. Nothing is sent to an account that is closed, nor an invitation to somebody who has a password by now.
 */
export function mailDelivery(engine: Engine, parts: MailParts): Delivery {
	return {
		kind: 'mail',
		async deliver(message) {
			const { mail } = message.payload as Omit<MailEffect, 'kind'>;
			const recipient = await loadRecipient(engine.store.db, mail.userId);
			if (!recipient || isOver(mail, recipient, engine.clock())) return { ok: true };
			return send(engine, parts, { message, mail, recipient });
		},
	};
}

function isOver(mail: MailEffect['mail'], recipient: Recipient, now: number): boolean {
	return mail.template === 'invitation' ? recipient.hasPassword : now - mail.askedAt > resetPatienceMs;
}

interface Sending {
	readonly message: DueMessage;
	readonly mail: MailEffect['mail'];
	readonly recipient: Recipient;
}

async function send(engine: Engine, parts: MailParts, { message, mail, recipient }: Sending): Promise<Delivered> {
	const { token, hash } = parts.linkToken(message.id);
	const expiresAt = engine.clock() + lifetimeMs[mail.template];
	const link = { id: message.id, userId: mail.userId, tokenHash: hash, purpose: mail.template, expiresAt };
	await engine.store.writer.commit([offerLink(link)]);
	const text = await wordsOf(engine, parts, { mail, name: recipient.name, url: `${parts.origin}/welcome/${token}` });
	const sent = await parts.mailer.send({
		to: recipient.email,
		subject: text.subject,
		text: plainBody(text),
		html: htmlBody(text),
		messageId: messageIdOf(message.id, parts.origin),
	});
	return sent.ok ? { ok: true } : sent;
}

async function wordsOf(
	engine: Engine,
	{ words }: MailParts,
	{ mail, ...addressed }: Addressed & Pick<Sending, 'mail'>,
): Promise<MailText> {
	if (mail.template === 'reset') return words.reset(addressed, mail.locale);
	const inviter = await loadInviter(engine.store.db, mail);
	return words.invitation({ ...addressed, ...inviter, planId: mail.planId }, mail.locale);
}

/** The id of a mail to the world (RFC 5322, 3.6.4): that of its row, which says nothing to strangers. */
function messageIdOf(mailId: string, origin: string): string {
	return `<${createHash('sha256').update(mailId).digest('hex').slice(0, 32)}@${new URL(origin).hostname}>`;
}
