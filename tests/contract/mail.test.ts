import { describe, expect, test } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import { FaultError } from '#lib/kernel/fault.ts';
import { drainOutbox } from '#lib/server/engine/drain_outbox.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { mailDelivery } from '#lib/server/operations/mail/mail_delivery.ts';
import type { InvitationMail } from '#lib/server/ports.ts';
import { insertOutbox } from '#lib/server/store/machine_rows.ts';
import type { Statement, Writer } from '#lib/server/store/statement.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { openAuthWorld } from './auth_world.ts';
import { mailParts, openMailer, openMailServer, tokenIn } from './mail_world.ts';

const minute = 60_000;
const day = 24 * 3600 * 1000;

const newRider: Statement = {
	sql: "insert into users (id, email, name, role, customer_id, created_at) values ('user-new', 'new@example.org', 'Asha <Otieno>', 'rider', 'customer-2', 0)",
	args: [],
};

const invitation: InvitationMail = {
	template: 'invitation',
	userId: 'user-new',
	invitedById: 'user-salesperson',
	stationId: 'STATION_001',
	planId: 'SUB-0001-KE',
	locale: 'en-KE',
};

/** A rider without a password, a mail server, and an agent that writes. */
async function openMailWorld() {
	const world = await openAuthWorld();
	const server = await openMailServer();
	const mailer = openMailer(server);
	await world.store.writer.commit([newRider]);
	const engineOn = (writer: Writer): Engine => ({
		store: { ...world.store, writer },
		clock: world.now,
		ids: randomIds,
	});
	const drain = (engine: Engine) => drainOutbox(engine, mailDelivery(engine, mailParts(mailer)), () => true);
	const row = (mail: unknown, id = 'sale-1/4/0') =>
		insertOutbox({ id, kind: 'mail', payload: { mail }, subject: 'sale-1', stationId: 'STATION_001', at: world.now() });
	return {
		...world,
		server,
		row,
		drain: () => drain(engineOn(world.store.writer)),
		/** An agent that dies once the mail is out. */
		drainAndDie: () =>
			drain(
				engineOn({
					...world.store.writer,
					commit: async (statements) => {
						if (statements.some(({ sql }) => sql.startsWith('UPDATE outbox'))) throw new FaultError('store', 'Killed');
						return world.store.writer.commit(statements);
					},
				}),
			),
		outbox: () => rowsOf(world.store, 'SELECT id, done_at, stuck_at, attempts, last_error, payload_json FROM outbox'),
	};
}

describe('an invitation', () => {
	test('goes out once it is committed, once, and not before', async () => {
		const { store, server, row, drain } = await openMailWorld();
		const taken = { sql: "insert into users select * from users where id = 'user-new'", args: [] };
		expect(await store.writer.commit([row(invitation), taken])).toMatchObject({ ok: false });
		expect(await drain()).toBe(0);
		expect(server.mails()).toEqual([]);

		await store.writer.commit([row(invitation)]);
		expect(await drain()).toBe(1);
		expect(await drain()).toBe(0);
		expect(server.mails()).toHaveLength(1);
	});

	test('says who invites, where, to which subscription, by which link and how long it works', async () => {
		const { store, server, row, drain } = await openMailWorld();
		await store.writer.commit([row(invitation)]);
		await drain();
		const [mail] = server.mails();
		expect(mail).toMatchObject({ to: 'new@example.org', subject: 'Your Pitlane account is ready' });
		for (const part of ['Hello Asha <Otieno>,', 'The salesperson', 'Station 1', 'SUB-0001-KE', '7 days'])
			expect(mail?.text).toContain(part);
		expect(mail?.html).toContain('Hello Asha &#60;Otieno&#62;,');
		expect(mail?.html).toContain(`href="https://pitlane.example/welcome/${tokenIn(mail ?? { text: '' })}"`);
	});

	test.each([
		['sw', 'Akaunti yako ya Pitlane iko tayari'],
		['fr-FR', 'Votre compte Pitlane est prêt'],
		['zh-CN', '您的 Pitlane 账号已开通'],
		['de', 'Your Pitlane account is ready'],
	])('speaks %s', async (locale, subject) => {
		const { store, server, row, drain } = await openMailWorld();
		await store.writer.commit([row({ ...invitation, locale })]);
		await drain();
		expect(server.mails()[0]?.subject).toBe(subject);
	});

	test('leaves no secret in outbox, links, audit or error', async () => {
		const { store, server, row, drain, pass, auth } = await openMailWorld();
		await store.writer.commit([row(invitation)]);
		server.trouble({ kind: 'defer', times: 1 });
		await drain();
		pass(minute);
		await drain();
		const token = tokenIn(server.mails()[0] ?? { text: '' });
		await auth.passwordLinks.use({ token, password: 'a password of my own', address: '192.0.2.7' });
		const stored = await Promise.all(
			['outbox', 'account_links', 'audit', 'users', 'rate_limits'].map((table) =>
				rowsOf(store, `SELECT * FROM ${table}`),
			),
		);
		const text = JSON.stringify(stored);
		expect(text).not.toContain(token);
		expect(text).not.toContain('a password of my own');
	});

	test('of somebody who has a password by now, or whose account is closed, is not sent', async () => {
		const { store, server, row, drain } = await openMailWorld();
		await store.writer.commit([
			{ sql: "update users set disabled_at = 1 where id = 'user-new'", args: [] },
			row(invitation),
			row({ ...invitation, userId: 'user-attendant' }, 'sale-2/4/0'),
			row({ ...invitation, userId: 'user-service' }, 'sale-3/4/0'),
			row({ ...invitation, userId: 'user-nobody' }, 'sale-4/4/0'),
		]);
		expect(await drain()).toBe(4);
		expect(server.mails()).toEqual([]);
	});
});

describe('an agent that dies between sending and noting it', () => {
	test('sends again: the same mail with the same id and a link that works', async () => {
		const { store, server, row, drain, drainAndDie, auth, pass } = await openMailWorld();
		await store.writer.commit([row(invitation)]);
		await expect(drainAndDie()).rejects.toThrow('Killed');
		pass(minute);
		expect(await drain()).toBe(1);
		const [first, second] = server.mails();
		expect(second?.messageId).toMatch(/^<[0-9a-f]{32}@pitlane\.example>$/);
		expect(second).toMatchObject({ messageId: first?.messageId, text: first?.text, html: first?.html });
		expect(
			await auth.passwordLinks.check({ token: tokenIn(first ?? { text: '' }), address: '192.0.2.7' }),
		).toMatchObject({
			ok: true,
		});
	});

	test('different mails have different ids and links', async () => {
		const { store, server, row, drain } = await openMailWorld();
		await store.writer.commit([row(invitation), row(invitation, 'sale-1/5/0')]);
		await drain();
		const [first, second] = server.mails();
		expect(first?.messageId).not.toBe(second?.messageId);
		expect(tokenIn(first ?? { text: '' })).not.toBe(tokenIn(second ?? { text: '' }));
	});

	test('a mail that comes late, after the link was used, makes the link no good again', async () => {
		const { store, server, row, drain, drainAndDie, auth, pass } = await openMailWorld();
		const reset = { template: 'reset', userId: 'user-attendant', askedAt: Date.now(), locale: 'en' };
		await store.writer.commit([row(reset)]);
		await expect(drainAndDie()).rejects.toThrow('Killed');
		const token = tokenIn(server.mails()[0] ?? { text: '' });
		const use = { token, password: 'a password of my own', address: '192.0.2.7' };
		expect(await auth.passwordLinks.use(use)).toMatchObject({ ok: true });
		pass(minute);
		await drain();
		expect(await auth.passwordLinks.use(use)).toMatchObject({ code: 'LINK_REFUSED' });
	});
});

describe('a mail server', () => {
	test('that knows no such recipient leaves the mail stuck, with its reason and without the address', async () => {
		const { store, server, row, drain, outbox, now } = await openMailWorld();
		server.trouble({ kind: 'refuse' });
		await store.writer.commit([row(invitation)]);
		expect(await drain()).toBe(0);
		expect(await outbox()).toEqual([
			expect.objectContaining({
				done_at: null,
				stuck_at: now(),
				last_error: '550 5.1.1 <n••••@example.org> is unknown here',
			}),
		]);
	});

	test('that is away gets the mail later', async () => {
		const { store, server, row, drain, outbox, pass } = await openMailWorld();
		server.trouble({ kind: 'defer', times: 2 });
		await store.writer.commit([row(invitation)]);
		expect(await drain()).toBe(0);
		expect(await drain()).toBe(0);
		pass(minute);
		expect(await drain()).toBe(0);
		pass(minute);
		expect(await drain()).toBe(1);
		expect(await outbox()).toEqual([expect.objectContaining({ stuck_at: null, attempts: 3, last_error: null })]);
	});

	test('that is away for long sends no new password that nobody waits for, but every invitation, whose time begins with it', async () => {
		const { store, server, row, drain, pass, auth, now } = await openMailWorld();
		const reset = { template: 'reset', userId: 'user-attendant', askedAt: now(), locale: 'en' };
		await store.writer.commit([row(invitation), row(reset, 'mail/reset/1')]);
		pass(8 * day);
		expect(await drain()).toBe(2);
		expect(server.mails().map(({ to }) => to)).toEqual(['new@example.org']);
		const token = tokenIn(server.mails()[0] ?? { text: '' });
		expect(await auth.passwordLinks.check({ token, address: '192.0.2.7' })).toMatchObject({ ok: true });
	});
});
