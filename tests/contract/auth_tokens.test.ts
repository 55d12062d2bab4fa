import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { allow } from '#lib/server/auth/allow.ts';
import { reachOf } from '#lib/server/auth/allow.ts';
import type { TokenScope } from '#lib/server/auth/token_scopes.ts';
import { audit } from '#lib/server/store/schema_machine.ts';
import { apiTokens } from '#lib/server/store/schema_people.ts';
import { address, openAuthWorld, type AuthWorld } from './auth_world.ts';

const day = 86_400_000;

async function issue(world: AuthWorld, scopes: readonly TokenScope[] = ['sessions:read'], userId = 'user-service') {
	const by = await world.person('admin');
	const outcome = await world.auth.tokens.create({ by, userId, name: 'Mirror', scopes, lifetimeMs: day, address });
	if (!outcome.ok) throw new Error(outcome.code);
	return { by, ...outcome.value };
}

function present(world: AuthWorld, token: string) {
	return world.auth.authenticate({ cookie: undefined, bearer: token, address });
}

describe('a bearer token', () => {
	test('speaks for its account, within its scopes', async () => {
		const world = await openAuthWorld();
		const { token } = await issue(world, ['sessions:read', 'agent:call']);
		const { person } = await present(world, token);
		expect(person).toMatchObject({ id: 'user-service', via: 'token', scopes: ['sessions:read', 'agent:call'] });
		expect(allow(person, 'session.read', { stationId: 'STATION_001' })).toBe(true);
		expect(allow(person, 'agent.call')).toBe(true);
		expect(allow(person, 'session.import')).toBe(false);
	});

	test('is told once: the store and the list know no more than its hash', async () => {
		const world = await openAuthWorld();
		const { by, token } = await issue(world);
		expect(token).toMatch(/^pl_[\w-]{43}$/);
		expect(JSON.stringify(await world.store.db.select().from(apiTokens))).not.toContain(token);
		expect(JSON.stringify(await world.auth.tokens.list(by))).not.toContain(token);
		expect(JSON.stringify(await world.store.db.select().from(audit))).not.toContain(token);
	});

	test('ends when it expires', async () => {
		const world = await openAuthWorld();
		const { by, token } = await issue(world);
		world.pass(day - 1);
		expect((await present(world, token)).person).not.toBeNull();
		world.pass(1);
		expect(await present(world, token)).toMatchObject({ person: null, refusal: refuse('TOKEN_REFUSED') });
		expect(await world.auth.tokens.list(by)).toMatchObject([{ state: 'expired' }]);
	});

	test('ends when it is revoked, once', async () => {
		const world = await openAuthWorld();
		const { by, id, token } = await issue(world);
		expect(await world.auth.tokens.revoke({ by, tokenId: id, address })).toMatchObject({ ok: true });
		expect(await present(world, token)).toMatchObject({ person: null, refusal: refuse('TOKEN_REFUSED') });
		world.pass(1000);
		await world.auth.tokens.revoke({ by, tokenId: id, address });
		const revocations = (await world.store.db.select().from(audit)).filter(({ action }) => action === 'token_revoked');
		expect(revocations).toHaveLength(1);
		expect(await world.auth.tokens.list(by)).toMatchObject([{ state: 'revoked', revokedAt: world.now() - 1000 }]);
	});

	test('ends with a change of its account’s role', async () => {
		const world = await openAuthWorld();
		const { by, token } = await issue(world, ['sessions:read'], 'user-attendant');
		await world.auth.accounts.changeRole({ by, userId: 'user-attendant', role: 'manager', address });
		expect((await present(world, token)).person).toBeNull();
	});

	test('shows its last use, written at most once a minute', async () => {
		const world = await openAuthWorld();
		const { by, token } = await issue(world);
		const lastUse = async () => (await world.auth.tokens.list(by))[0]?.lastUsedAt;
		expect(await lastUse()).toBeNull();
		const first = world.now();
		await present(world, token);
		world.pass(59_999);
		await present(world, token);
		expect(await lastUse()).toBe(first);
		world.pass(1);
		await present(world, token);
		expect(await lastUse()).toBe(first + 60_000);
	});

	test('counts instead of a cookie that comes with it', async () => {
		const world = await openAuthWorld();
		const cookie = await world.signIn('admin');
		expect((await world.auth.authenticate({ cookie, bearer: 'pl_made-up', address })).person).toBeNull();
	});
});

test('who keeps sending bad tokens is told to wait, and a good one from there still passes', async () => {
	const world = await openAuthWorld({ limits: { tokenPerAddress: { failures: 2, windowMs: 60_000 } } });
	const { token } = await issue(world);
	for (let i = 0; i < 2; i++) expect((await present(world, `pl_${i}`)).refusal?.code).toBe('TOKEN_REFUSED');
	const { refusal } = await present(world, 'pl_2');
	expect(refusal).toEqual(refuse('RATE_LIMITED', { retryAfterMs: 60_000, retryAfterMinutes: 1 }));
	expect((await present(world, token)).person).not.toBeNull();
});

describe('who manages tokens', () => {
	test('an administrator: all but those of riders', async () => {
		const { auth, person } = await openAuthWorld();
		const roles = (await auth.tokens.accountsFor(await person('admin'))).map(({ role }) => role).sort();
		expect(roles).toEqual(['admin', 'attendant', 'manager', 'mechanic', 'salesperson', 'service']);
	});

	test('a manager: staff of the stations on their account, in a shift or not, and nobody who reaches further', async () => {
		const { auth, person, store } = await openAuthWorld();
		const sql = 'update users set stations_json = ? where id = ?';
		await store.writer.commit([{ sql, args: ['["STATION_001","STATION_003"]', 'user-mechanic'] }]);
		const staff = async () => (await auth.tokens.accountsFor(await person('manager'))).map(({ id }) => id).sort();
		expect(await staff()).toEqual(['user-attendant', 'user-salesperson']);
		await auth.shifts.start({ person: await person('manager'), stationId: 'STATION_002', address });
		expect(await staff()).toEqual(['user-attendant', 'user-salesperson']);
	});

	test('a manager of all stations: their staff, but no account that reaches all of them', async () => {
		const { auth, person, store } = await openAuthWorld();
		const sql = 'update users set stations_json = ? where id = ?';
		await store.writer.commit([{ sql, args: ['["*"]', 'user-manager'] }]);
		const accounts = await auth.tokens.accountsFor(await person('manager'));
		expect(accounts.map(({ id }) => id).sort()).toEqual(['user-attendant', 'user-mechanic', 'user-salesperson']);
	});

	test('a rider: their own account, for charging and nothing more', async () => {
		const world = await openAuthWorld();
		const by = await world.person('rider');
		expect((await world.auth.tokens.accountsFor(by)).map(({ id }) => id)).toEqual(['user-rider']);
		const request = { by, userId: 'user-rider', name: 'Vehicle', lifetimeMs: day, address };
		await expect(world.auth.tokens.create({ ...request, scopes: ['sessions:read'] })).rejects.toThrow(TypeError);
		const made = await world.auth.tokens.create({ ...request, scopes: ['charging:read', 'charging:write'] });
		const { person } = await present(world, made.ok ? made.value.token : '');
		expect(person).toMatchObject({ id: 'user-rider', via: 'token' });
		const reach = { scope: 'owner', ownerIds: ['user-rider', 'customer-1'] };
		expect([reachOf(person, 'charge.run'), reachOf(person, 'charge.read')]).toMatchObject([reach, reach]);
		expect([reachOf(person, 'session.read'), reachOf(person, 'token.manage')]).toEqual([null, null]);
		expect(await world.auth.tokens.revoke({ by, tokenId: made.ok ? made.value.id : '', address })).toMatchObject({
			ok: true,
		});
	});

	test('everybody else is told that there is no such account and no such token', async () => {
		const world = await openAuthWorld();
		const { id } = await issue(world);
		for (const role of ['rider', 'attendant', 'salesperson', 'mechanic', 'manager'] as const) {
			const by = await world.person(role);
			const request = { by, name: 'Mine', scopes: ['sessions:read'] as const, lifetimeMs: day, address };
			expect(await world.auth.tokens.create({ ...request, userId: 'user-service' })).toEqual(
				refuse('ACCOUNT_NOT_FOUND'),
			);
			expect(await world.auth.tokens.create({ ...request, userId: 'user-nobody' })).toEqual(
				refuse('ACCOUNT_NOT_FOUND'),
			);
			expect(await world.auth.tokens.revoke({ by, tokenId: id, address })).toEqual(refuse('TOKEN_NOT_FOUND'));
			expect(await world.auth.tokens.revoke({ by, tokenId: 'token-none', address })).toEqual(refuse('TOKEN_NOT_FOUND'));
			expect(await world.auth.tokens.list(by)).toEqual([]);
		}
	});
});
