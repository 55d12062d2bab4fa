import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { defaultLimits } from '#lib/server/auth/limits.ts';
import { createCookieSessions } from '#lib/server/auth/lucia.ts';
import { newPassword, passwordMinLength } from '#lib/server/auth/password.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { signIn } from '#lib/server/auth/sign_in.ts';
import { audit } from '#lib/server/store/schema_machine.ts';
import { authSessions, rateLimits } from '#lib/server/store/schema_people.ts';
import { address, emailOf, openAuthWorld, password } from './auth_world.ts';

const wrong = 'not the password';

describe('sign-in', () => {
	test('knows a person by their cookie', async () => {
		const { auth, signIn } = await openAuthWorld();
		const { person, refusal } = await auth.authenticate({ cookie: await signIn('rider'), bearer: undefined, address });
		expect(refusal).toBeNull();
		expect(person).toMatchObject({
			id: 'user-rider',
			role: 'rider',
			customerId: 'customer-1',
			shift: null,
			via: 'cookie',
		});
	});

	test('takes the e-mail address in any case', async () => {
		const { auth } = await openAuthWorld();
		expect(await auth.signIn({ email: ' Attendant@Example.org ', password, address })).toMatchObject({ ok: true });
	});

	test('sets a cookie that scripts cannot read, for this host and over TLS alone', async () => {
		const { auth } = await openAuthWorld();
		const outcome = await auth.signIn({ email: emailOf('attendant'), password, address });
		expect(outcome).toMatchObject({
			value: {
				cookie: {
					name: '__Host-pitlane',
					attributes: { httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
				},
			},
		});
	});

	test('stores no cookie value, only its hash', async () => {
		const { store, signIn } = await openAuthWorld();
		const cookie = await signIn('attendant');
		const rows = await store.db.select().from(authSessions);
		expect(rows.map(({ id }) => id)).toEqual([hashSecret(cookie)]);
	});

	test.each([
		['a wrong password', emailOf('attendant'), wrong],
		['an unknown person', 'nobody@example.org', wrong],
		['an account without a password', emailOf('service'), wrong],
		['an empty password', emailOf('attendant'), ''],
	])('refuses %s with the same answer', async (_, email, tried) => {
		const { auth } = await openAuthWorld();
		expect(await auth.signIn({ email, password: tried, address })).toEqual(refuse('SIGN_IN_REFUSED'));
	});

	test('refuses a disabled person, and ends what they had open', async () => {
		const { auth, store, signIn } = await openAuthWorld();
		const cookie = await signIn('attendant');
		await store.writer.commit([{ sql: 'update users set disabled_at = 1 where id = ?', args: ['user-attendant'] }]);
		expect(await auth.signIn({ email: emailOf('attendant'), password, address })).toEqual(refuse('SIGN_IN_REFUSED'));
		expect((await auth.authenticate({ cookie, bearer: undefined, address })).person).toBeNull();
		expect(await store.db.select().from(authSessions)).toEqual([]);
	});

	test('does not know a cookie that expired, and takes it away', async () => {
		const { auth, store, signIn } = await openAuthWorld();
		const cookie = await signIn('attendant');
		await store.writer.commit([{ sql: 'update auth_sessions set expires_at = ?', args: [Date.now() - 1] }]);
		const { person, cookie: answer } = await auth.authenticate({ cookie, bearer: undefined, address });
		expect(person).toBeNull();
		expect(answer).toMatchObject({ value: '', attributes: { maxAge: 0 } });
	});

	test('renews a cookie past half of its life', async () => {
		const { auth, store, signIn } = await openAuthWorld();
		const cookie = await signIn('attendant');
		const soon = Date.now() + 3_600_000;
		await store.writer.commit([{ sql: 'update auth_sessions set expires_at = ?', args: [soon] }]);
		const renewed = await auth.authenticate({ cookie, bearer: undefined, address });
		expect(renewed.cookie?.value).toBe(cookie);
		const [row] = await store.db.select().from(authSessions);
		expect(row?.expiresAt).toBeGreaterThan(soon);
		expect((await auth.authenticate({ cookie, bearer: undefined, address })).cookie).toBeNull();
	});
});

describe('the limit', () => {
	const limits = {
		signInPerAccount: { failures: 2, windowMs: 60_000 },
		signInPerAddress: { failures: 3, windowMs: 60_000 },
	};

	test('makes an account wait after its failures, whoever asks, and lets it in when the window ends', async () => {
		const { auth, pass } = await openAuthWorld({ limits });
		const right = { email: emailOf('attendant'), password, address: '198.51.100.1' };
		for (let i = 0; i < 2; i++) await auth.signIn({ ...right, password: wrong, address });
		pass(10_000);
		expect(await auth.signIn(right)).toEqual(refuse('RATE_LIMITED', { retryAfterMs: 50_000, retryAfterMinutes: 1 }));
		pass(50_000);
		expect(await auth.signIn(right)).toMatchObject({ ok: true });
	});

	test('makes an address wait after its failures, whatever the account', async () => {
		const { auth } = await openAuthWorld({ limits });
		for (const email of ['a@example.org', 'b@example.org', 'c@example.org']) {
			expect(await auth.signIn({ email, password: wrong, address })).toMatchObject({ code: 'SIGN_IN_REFUSED' });
		}
		expect(await auth.signIn({ email: emailOf('attendant'), password, address })).toMatchObject({
			code: 'RATE_LIMITED',
		});
		expect(await auth.signIn({ email: emailOf('attendant'), password, address: '198.51.100.1' })).toMatchObject({
			ok: true,
		});
	});

	test('does not count what succeeds', async () => {
		const { auth, store } = await openAuthWorld({ limits });
		for (let i = 0; i < 5; i++) {
			expect(await auth.signIn({ email: emailOf('attendant'), password, address })).toMatchObject({ ok: true });
		}
		expect(await store.db.select().from(rateLimits)).toEqual([]);
	});

	test('is asked again after the password was verified, so that guesses made at once gain nothing', async () => {
		const { store, now } = await openAuthWorld();
		const full = refuse('RATE_LIMITED', { retryAfterMs: 1000 });
		const answers = [ok(undefined), full];
		const limiter = { check: async () => answers.shift() ?? full, countFailure: async () => {} };
		const sessions = createCookieSessions(store, true);
		const parts = { store, clock: now, ids: randomIds, sessions, limiter, limits: defaultLimits };
		expect(await signIn(parts, { email: emailOf('attendant'), password, address })).toEqual(full);
		expect(await store.db.select().from(authSessions)).toEqual([]);
	});

	test('forgets windows that ended', async () => {
		const { auth, store, pass } = await openAuthWorld({ limits });
		await auth.signIn({ email: 'a@example.org', password: wrong, address });
		pass(60_000);
		await auth.signIn({ email: 'b@example.org', password: wrong, address });
		expect((await store.db.select().from(rateLimits)).map(({ count }) => count)).toEqual([1, 1]);
	});
});

describe('sign-out', () => {
	test('ends this sign-in and no other, and says so to what hangs on it', async () => {
		const { auth, signIn, endedSignIns } = await openAuthWorld();
		const [cookie, other] = [await signIn('attendant'), await signIn('attendant')];
		const blank = await auth.signOut({ cookie, address });
		expect(blank).toMatchObject({ value: '', attributes: { maxAge: 0 } });
		expect(endedSignIns).toEqual([hashSecret(cookie)]);
		expect((await auth.authenticate({ cookie, bearer: undefined, address })).person).toBeNull();
		expect((await auth.authenticate({ cookie: other, bearer: undefined, address })).person).not.toBeNull();
	});

	test('without a sign-in changes nothing', async () => {
		const { auth, store, endedSignIns } = await openAuthWorld();
		expect(await auth.signOut({ cookie: 'made-up', address })).toMatchObject({ value: '' });
		expect(endedSignIns).toEqual([]);
		expect(await store.db.select().from(audit)).toEqual([]);
	});

	test('stands in the audit log, as sign-in does', async () => {
		const { auth, store, signIn } = await openAuthWorld();
		await auth.signOut({ cookie: await signIn('attendant'), address });
		const rows = await store.db.select().from(audit);
		expect(rows.map(({ action, actorId, origin }) => ({ action, actorId, origin }))).toEqual([
			{ action: 'signed_in', actorId: 'user-attendant', origin: address },
			{ action: 'signed_out', actorId: 'user-attendant', origin: address },
		]);
	});
});

describe('account changes', () => {
	test.each(['password', 'role'] as const)('a change of the %s ends every sign-in of the account', async (what) => {
		const { auth, signIn, person, endedSignIns } = await openAuthWorld();
		const cookies = [await signIn('attendant'), await signIn('attendant')];
		const change = { by: await person('admin'), userId: 'user-attendant', address };
		const outcome =
			what === 'role'
				? await auth.accounts.changeRole({ ...change, role: 'mechanic' })
				: await auth.accounts.changePassword({ ...change, password: 'another fine password' });
		expect(outcome).toMatchObject({ ok: true });
		for (const cookie of cookies) {
			expect((await auth.authenticate({ cookie, bearer: undefined, address })).person).toBeNull();
		}
		expect([...endedSignIns].sort()).toEqual(cookies.map(hashSecret).sort());
	});

	test('the new password counts and the old one does not', async () => {
		const { auth, person } = await openAuthWorld();
		const attendant = await person('attendant');
		await auth.accounts.changePassword({
			by: attendant,
			userId: attendant.id,
			address,
			password: 'another fine password',
		});
		const email = emailOf('attendant');
		expect(await auth.signIn({ email, password, address })).toMatchObject({ ok: false });
		expect(await auth.signIn({ email, password: 'another fine password', address })).toMatchObject({ ok: true });
	});

	test('another person is told that there is no such account', async () => {
		const { auth, person } = await openAuthWorld();
		const by = await person('attendant');
		for (const userId of ['user-rider', 'user-nobody']) {
			expect(await auth.accounts.changeRole({ by, userId, address, role: 'rider' })).toEqual(
				refuse('ACCOUNT_NOT_FOUND'),
			);
			expect(await auth.accounts.changePassword({ by, userId, address, password: 'another fine password' })).toEqual(
				refuse('ACCOUNT_NOT_FOUND'),
			);
		}
	});

	test('a manager makes nobody a manager or an administrator', async () => {
		const { auth, person } = await openAuthWorld();
		await auth.shifts.start({ person: await person('manager'), stationId: 'STATION_001', address });
		const change = { by: await person('manager'), userId: 'user-attendant', address };
		expect(await auth.accounts.changeRole({ ...change, role: 'manager' })).toEqual(refuse('ACCOUNT_NOT_FOUND'));
		expect(await auth.accounts.changeRole({ ...change, role: 'admin' })).toEqual(refuse('ACCOUNT_NOT_FOUND'));
		expect(await auth.accounts.changeRole({ ...change, role: 'mechanic' })).toMatchObject({ ok: true });
	});

	test('a short password is no password', () => {
		expect(v.is(newPassword, 'x'.repeat(passwordMinLength - 1))).toBe(false);
		expect(v.is(newPassword, 'x'.repeat(passwordMinLength))).toBe(true);
		expect(passwordMinLength).toBe(10);
	});
});
