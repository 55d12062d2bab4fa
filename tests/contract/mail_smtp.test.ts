import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { MailTroubleKind } from '#lib/server/demo/mail_sandbox/mail_trouble.ts';
import { openMailer, openMailServer } from './mail_world.ts';

const mail = {
	to: 'jane@example.org',
	subject: 'Karibu, Jané — 你好',
	text: `Choose a password:\nhttps://pitlane.example/welcome/${'x'.repeat(120)}\nÀ bientôt`,
	html: '<p>Choose a <b>password</b> &amp; ride — 你好</p>',
	messageId: '<0123456789abcdef@pitlane.example>',
};

describe('a mail', () => {
	test('arrives as it was written, under its own id and from the sender', async () => {
		const server = await openMailServer();
		expect(await openMailer(server).send(mail)).toEqual(ok(undefined));
		expect(server.mails()).toEqual([
			expect.objectContaining({ ...mail, from: 'no-reply@pitlane.example', isSecure: false, username: null }),
		]);
		expect(server.mails()[0]?.headers).toMatchObject({
			from: 'Pitlane <no-reply@pitlane.example>',
			to: 'jane@example.org',
			'auto-submitted': 'auto-generated',
		});
	});

	test('goes to one address only, whatever the texts say', async () => {
		const server = await openMailServer();
		const subject = 'Hello\r\nBcc: everybody@example.org';
		await openMailer(server).send({ ...mail, subject });
		expect(server.mails()).toHaveLength(1);
		expect(server.mails()[0]?.to).toBe(mail.to);
		expect(server.mails()[0]?.headers['bcc']).toBeUndefined();
	});

	test('is followed by others over the same mailer, also after the server hung up', async () => {
		const server = await openMailServer();
		const mailer = openMailer(server);
		await mailer.send(mail);
		server.trouble({ kind: 'drop', times: 1 });
		await expect(mailer.send(mail)).rejects.toThrow(FaultError);
		expect(await mailer.send(mail)).toEqual(ok(undefined));
		expect(server.mails()).toHaveLength(2);
	});
});

describe('a final no', () => {
	test('is a recipient whom the server does not know; the reason masks the address', async () => {
		const server = await openMailServer();
		server.trouble({ kind: 'refuse' });
		expect(await openMailer(server).send(mail)).toEqual(
			refuse('MAIL_REFUSED', { reason: '550 5.1.1 <j••••@example.org> is unknown here' }),
		);
	});

	test('is a content that the server does not take', async () => {
		const server = await openMailServer();
		server.trouble({ kind: 'reject' });
		expect(await openMailer(server).send(mail)).toEqual(
			refuse('MAIL_REFUSED', { reason: '554 5.7.1 Refused for its content' }),
		);
	});

	test('is an address that cannot be one', async () => {
		const server = await openMailServer();
		expect(await openMailer(server).send({ ...mail, to: 'jane smith' })).toMatchObject({ code: 'MAIL_REFUSED' });
	});
});

describe('what may pass', () => {
	test.each(['defer', 'drop', 'lose'] satisfies MailTroubleKind[])('%s is a fault', async (kind) => {
		const server = await openMailServer();
		server.trouble({ kind, times: 1 });
		const mailer = openMailer(server);
		await expect(mailer.send(mail)).rejects.toThrow(FaultError);
		expect(await mailer.send(mail)).toEqual(ok(undefined));
		// The mail that was lost on the way back had arrived: the second bears the same id.
		const ids = server.mails().map(({ messageId }) => messageId);
		expect(ids).toEqual(Array.from({ length: kind === 'lose' ? 2 : 1 }, () => mail.messageId));
	});

	test('a server that says nothing is a fault within the time limit', async () => {
		const server = await openMailServer();
		server.trouble({ kind: 'silent' });
		await expect(openMailer(server, { timeLimitMs: 100 }).send(mail)).rejects.toThrow(FaultError);
	});

	test('a server that is not there is a fault', async () => {
		const free = createServer().listen(0, '127.0.0.1');
		await new Promise((listening) => free.once('listening', listening));
		const { port } = free.address() as AddressInfo;
		await new Promise((closed) => free.close(closed));
		await expect(openMailer({ smtpUrl: `smtp://127.0.0.1:${port}` }).send(mail)).rejects.toThrow(FaultError);
	});

	test('a wrong password is a fault, for all mail waits for it; the right one signs in', async () => {
		const login = { username: 'pitlane', password: 'hunter2-hunter2' };
		const server = await openMailServer({ login });
		const wrong = openMailer(server, { login: { ...login, password: 'wrong-password' } });
		await expect(wrong.send(mail)).rejects.toThrow(/^The mail server did not take the mail: 535/);
		expect(await openMailer(server, { login }).send(mail)).toEqual(ok(undefined));
		expect(server.mails().map(({ username }) => username)).toEqual(['pitlane']);
	});
});

describe('protection', () => {
	test('a server without STARTTLS gets nothing, nor the password', async () => {
		const said: string[] = [];
		const server = createServer((socket) => {
			socket.write('220 plain.example ESMTP\r\n');
			socket.on('error', () => {});
			socket.on('data', (chunk) => {
				said.push(String(chunk));
				socket.write('250 plain.example\r\n');
			});
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		onTestFinished(() => void server.close());
		const login = { username: 'pitlane', password: 'hunter2-hunter2' };
		const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await expect(openMailer({ smtpUrl }, { tls: 'starttls', login }).send(mail)).rejects.toThrow(FaultError);
		expect(said.join('')).not.toMatch(/AUTH|MAIL FROM/);
	});

	test('a server whose certificate nobody has signed gets nothing', async () => {
		const server = await openMailServer({ hasTls: true });
		await expect(openMailer(server, { tls: 'starttls' }).send(mail)).rejects.toThrow(/certificate/);
		expect(server.mails()).toEqual([]);
	});
});
