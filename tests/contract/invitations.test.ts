import { describe, expect, test } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { createAuth } from '#lib/server/auth/create_auth.ts';
import { defaultLimits, type AuthLimits } from '#lib/server/auth/limits.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { offerLink } from '#lib/server/store/account_link_rows.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { address, emailOf, openAuthWorld, password, type AuthWorld } from './auth_world.ts';

const minute = 60_000;
const chosen = 'a password of my own';
const [token, otherToken] = ['A'.repeat(43), 'B'.repeat(43)] as const;

/** Gives somebody a link that works for an hour. */
async function offer({ store, now }: AuthWorld, of: { userId: string; token?: string; lifetimeMs?: number }) {
	const { userId, token: given = token, lifetimeMs = 60 * minute } = of;
	const link = { id: `mail-${given}`, userId, tokenHash: hashSecret(given), purpose: 'reset' } as const;
	await store.writer.commit([offerLink({ ...link, expiresAt: now() + lifetimeMs })]);
}

const mailsOf = ({ store }: AuthWorld) => rowsOf(store, 'SELECT subject, payload_json FROM outbox ORDER BY id');
const auditOf = async ({ store }: AuthWorld) =>
	(await rowsOf(store, 'SELECT action, actor_id, subject FROM audit ORDER BY at, id')).map(({ action }) => action);

describe('a link', () => {
	test('sets the password, ends every other sign-in, and signs in', async () => {
		const world = await openAuthWorld();
		const { auth, endedSignIns, signIn } = world;
		const before = await signIn('attendant');
		await offer(world, { userId: 'user-attendant' });
		expect(await auth.passwordLinks.check({ token, address })).toEqual(
			ok({ name: 'The attendant', email: emailOf('attendant'), purpose: 'reset' }),
		);
		const used = await auth.passwordLinks.use({ token, password: chosen, address });
		if (!used.ok) throw new Error(used.code);

		const of = async (cookie: string) => (await auth.authenticate({ cookie, bearer: undefined, address })).person?.id;
		expect(await of(used.value.cookie.value)).toBe('user-attendant');
		expect(await of(before)).toBeUndefined();
		expect(endedSignIns).toEqual([hashSecret(before)]);
		const email = emailOf('attendant');
		expect(await auth.signIn({ email, password, address })).toMatchObject({ code: 'SIGN_IN_REFUSED' });
		expect(await auth.signIn({ email, password: chosen, address })).toMatchObject({ ok: true });
		expect(await auditOf(world)).toEqual(expect.arrayContaining(['password_set', 'signed_in']));
	});

	test('works once, whoever is faster', async () => {
		const world = await openAuthWorld();
		await offer(world, { userId: 'user-rider' });
		const use = () => world.auth.passwordLinks.use({ token, password: chosen, address });
		const answers = await Promise.all([use(), use(), use()]);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		expect(answers.filter((answer) => !answer.ok)).toEqual([refuse('LINK_REFUSED'), refuse('LINK_REFUSED')]);
	});

	test.each([
		['is unknown', async () => {}],
		['has expired', (world: AuthWorld) => offer(world, { userId: 'user-rider', lifetimeMs: 0 })],
		[
			'was used',
			async (world: AuthWorld) => {
				await offer(world, { userId: 'user-rider' });
				await world.auth.passwordLinks.use({ token, password: chosen, address });
			},
		],
		[
			'is of somebody who used another one',
			async (world: AuthWorld) => {
				await offer(world, { userId: 'user-rider' });
				await offer(world, { userId: 'user-rider', token: otherToken });
				await world.auth.passwordLinks.use({ token: otherToken, password: chosen, address });
			},
		],
		[
			'is of somebody whose password was changed since',
			async (world: AuthWorld) => {
				await offer(world, { userId: 'user-rider' });
				const by = await world.person('rider');
				await world.auth.accounts.changePassword({ by, userId: by.id, address, password: chosen });
			},
		],
		[
			'is of a closed account',
			async (world: AuthWorld) => {
				await offer(world, { userId: 'user-rider' });
				await world.store.writer.commit([
					{ sql: "update users set disabled_at = 1 where id = 'user-rider'", args: [] },
				]);
			},
		],
	])('that %s is refused like any other, and changes nothing', async (_, prepare) => {
		const world = await openAuthWorld();
		await prepare(world);
		const before = await rowsOf(world.store, 'SELECT id, password_hash FROM users ORDER BY id');
		expect(await world.auth.passwordLinks.check({ token, address })).toEqual(refuse('LINK_REFUSED'));
		expect(await world.auth.passwordLinks.use({ token, password: 'yet another one', address })).toEqual(
			refuse('LINK_REFUSED'),
		);
		expect(await rowsOf(world.store, 'SELECT id, password_hash FROM users ORDER BY id')).toEqual(before);
	});

	test('that is guessed makes an address wait; a good one passes all the same', async () => {
		const world = await openAuthWorld({ limits: { linkPerAddress: { failures: 2, windowMs: minute } } });
		await offer(world, { userId: 'user-rider' });
		const check = (guess: string) => world.auth.passwordLinks.check({ token: guess, address });
		expect([await check('x'), await check('y')]).toEqual([refuse('LINK_REFUSED'), refuse('LINK_REFUSED')]);
		expect(await check('z')).toEqual(refuse('RATE_LIMITED', { retryAfterMs: minute, retryAfterMinutes: 1 }));
		expect(await check(token)).toMatchObject({ ok: true });
		world.pass(minute);
		expect(await check('z')).toEqual(refuse('LINK_REFUSED'));
	});
});

describe('a request for a new password', () => {
	const ask = (world: AuthWorld, email: string, from = address) =>
		world.auth.invitations.askReset({ email, address: from, locale: 'sw' });

	test('mails whoever has an account, in any case of the address, and names no secret', async () => {
		const world = await openAuthWorld();
		expect(await ask(world, ' Rider@Example.org ')).toEqual(ok(undefined));
		const mail = { template: 'reset', userId: 'user-rider', askedAt: world.now(), locale: 'sw' };
		expect(await mailsOf(world)).toEqual([{ subject: 'user-rider', payload_json: JSON.stringify({ mail }) }]);
		expect(await rowsOf(world.store, 'SELECT action, subject FROM audit')).toEqual([
			{ action: 'reset_asked', subject: 'user-rider' },
		]);
	});

	test.each([
		['nobody', 'nobody@example.org'],
		['a program', emailOf('service')],
		['a closed account', emailOf('mechanic')],
	])('of %s is answered the same, with as many commits, and mails nobody', async (_, email) => {
		const world = await openAuthWorld();
		await world.store.writer.commit([{ sql: "update users set disabled_at = 1 where role = 'mechanic'", args: [] }]);
		let commits = 0;
		const { writer } = world.store;
		const counting = {
			...writer,
			commit: (statements: Parameters<typeof writer.commit>[0]) => (commits++, writer.commit(statements)),
		};

		const auth = createAuth({
			store: { ...world.store, writer: counting },
			clock: world.now,
			ids: randomIds,
			secureCookies: true,
		});
		async function commitsFor(asked: string): Promise<number> {
			const before = commits;
			expect(await auth.invitations.askReset({ email: asked, address, locale: 'en' })).toEqual(ok(undefined));
			return commits - before;
		}

		const times = Array.from({ length: defaultLimits.resetPerAccount.failures + 1 });
		for (const [asked] of times.entries()) {
			expect([asked, await commitsFor(email)]).toEqual([asked, await commitsFor(emailOf('rider'))]);
		}
		expect((await mailsOf(world)).map(({ subject }) => subject)).toEqual(['user-rider']);
	});

	test('that comes many times at once sends one mail', async () => {
		const world = await openAuthWorld();
		const answers = await Promise.all(Array.from({ length: 5 }, () => ask(world, emailOf('rider'))));
		expect(answers.some((answer) => answer.ok)).toBe(true);
		expect(await mailsOf(world)).toHaveLength(1);
	});

	test('sends nothing beyond the limit of an account, and refuses nobody for what others asked', async () => {
		const limits = { resetPerAccount: { failures: 2, windowMs: 15 * minute } } satisfies Partial<AuthLimits>;
		const world = await openAuthWorld({ limits });
		const known = emailOf('rider');
		const answers = [];
		for (const host of [1, 2, 3, 4]) {
			for (const email of [known, 'nobody@example.org']) answers.push(await ask(world, email, `198.51.100.${host}`));
			world.pass(minute);
		}
		expect(answers).toEqual(answers.map(() => ok(undefined)));
		expect(await mailsOf(world)).toHaveLength(2);
		expect(await auditOf(world)).toEqual(answers.map(() => 'reset_asked'));
		world.pass(15 * minute);
		expect(await ask(world, known)).toEqual(ok(undefined));
		expect(await mailsOf(world)).toHaveLength(3);
	});

	test('is limited per address, whoever it is about', async () => {
		const world = await openAuthWorld({ limits: { resetPerAddress: { failures: 2, windowMs: minute } } });
		for (const name of ['a', 'b']) expect(await ask(world, `${name}@example.org`)).toEqual(ok(undefined));
		expect(await ask(world, emailOf('rider'))).toMatchObject({ code: 'RATE_LIMITED' });
		expect(await ask(world, emailOf('rider'), '198.51.100.1')).toEqual(ok(undefined));
	});

	test('is limited by default', () =>
		expect(defaultLimits).toMatchObject({ resetPerAccount: { failures: 3 }, resetPerAddress: { failures: 20 } }));
});

describe('an invitation that is sent again', () => {
	/** A session of the rider at a station. */
	const sessionAt = (stationId: string) => ({
		sql: `INSERT INTO sessions (id, kind, state, status, version, snapshot, customer_id, station_id, actor_id, actor_name, device_id,
			amount_minor, created_at, updated_at, expires_at) VALUES ('sess-1', 'sale', 'done', 'completed', 1, '{}', 'customer-1', ?,
			'user-salesperson', 'The salesperson', 'device-1', 0, 0, 0, 0)`,
		args: [stationId],
	});
	const withoutPassword = {
		sql: "update users set password_hash = null where id in ('user-rider', 'user-attendant')",
		args: [],
	};

	test('goes to somebody whom one manages and who has no password yet', async () => {
		const world = await openAuthWorld();
		const by = await world.person('manager');
		await world.store.writer.commit([withoutPassword]);
		const resend = { by, userId: 'user-attendant', address, locale: 'en' };
		expect(await world.auth.invitations.resend(resend)).toEqual(ok(undefined));
		expect(await mailsOf(world)).toEqual([
			expect.objectContaining({ subject: 'user-attendant', payload_json: expect.stringContaining('"invitation"') }),
		]);
		expect(await auditOf(world)).toContain('invitation_asked');
	});

	test.each([
		['STATION_001', ok(undefined), 1],
		['STATION_003', refuse('ACCOUNT_NOT_FOUND'), 0],
	] as const)(
		'goes to a rider served at %s only if that is a station of the manager',
		async (station, answer, mails) => {
			const world = await openAuthWorld();
			const by = await world.person('manager');
			await world.store.writer.commit([withoutPassword, sessionAt(station)]);
			const asked = { by, userId: 'user-rider', address, locale: 'en' };
			expect(await world.auth.invitations.resend(asked)).toEqual(answer);
			expect(await mailsOf(world)).toHaveLength(mails);
		},
	);

	test('leaves a rider’s password to the rider', async () => {
		const world = await openAuthWorld();
		const by = await world.person('manager');
		await world.store.writer.commit([sessionAt('STATION_001')]);
		const change = { by, userId: 'user-rider', address, password: chosen };
		expect(await world.auth.accounts.changePassword(change)).toEqual(refuse('ACCOUNT_NOT_FOUND'));
	});

	test.each([
		['who has a password', 'admin', 'user-mechanic'],
		['who is a program', 'admin', 'user-service'],
		['whom one does not manage', 'manager', 'user-rider'],
		['by somebody who manages nobody', 'salesperson', 'user-rider'],
		['who does not exist', 'admin', 'user-nobody'],
	] as const)('is refused for somebody %s', async (_, role, userId) => {
		const world = await openAuthWorld();
		const by = await world.person(role);
		await world.store.writer.commit([withoutPassword]);
		expect(await world.auth.invitations.resend({ by, userId, address, locale: 'en' })).toEqual(
			refuse('ACCOUNT_NOT_FOUND'),
		);
		expect(await mailsOf(world)).toEqual([]);
	});
});
