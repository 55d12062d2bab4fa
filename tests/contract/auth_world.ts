import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import type { Role } from '#lib/kernel/permission.ts';
import { createAuth, type Auth, type AuthOptions } from '#lib/server/auth/create_auth.ts';
import { hashPassword } from '#lib/server/auth/password.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';

/** The password of every account of the world. */
export const password = 'correct horse battery';

/** The address that requests come from unless told otherwise. */
export const address = '192.0.2.7';

const hour = 3_600_000;

/** Sign-in over a real file with one account a role, two stations and a clock that stands until it is moved. */
export interface AuthWorld {
	readonly auth: Auth;
	readonly store: Store;
	readonly endedSignIns: string[];
	now(): number;
	pass(ms: number): void;
	signIn(role: Role): Promise<string>;
	person(role: Role): Promise<SignedIn>;
}

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Opens a world of its own for one test. */
export async function openAuthWorld(options: Partial<AuthOptions> = {}): Promise<AuthWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'pitlane-auth-'));
	const store = await openStore({ url: `file:${join(folder, 'test.db')}`, migrationsFolder: 'drizzle' });
	cleanUps.push(async () => {
		await store.close();
		await rm(folder, { recursive: true });
	});
	let now = Date.now();
	const endedSignIns: string[] = [];
	const auth = createAuth({
		store,
		clock: () => now,
		ids: randomIds,
		secureCookies: true,
		onSignOut: [async (id) => void endedSignIns.push(id)],
		...options,
	});
	await seed(store, now - hour);

	async function signIn(role: Role): Promise<string> {
		const outcome = await auth.signIn({ email: emailOf(role), password, address });
		if (!outcome.ok) throw new Error(outcome.code);
		return outcome.value.cookie.value;
	}

	return {
		auth,
		store,
		endedSignIns,
		now: () => now,
		pass: (ms) => void (now += ms),
		signIn,
		async person(role) {
			const { person } = await auth.authenticate({ cookie: await signIn(role), bearer: undefined, address });
			if (!person) throw new Error(`Nobody is signed in as ${role}`);
			return person;
		},
	};
}

/** The address of the account with a role. */
export function emailOf(role: Role): string {
	return `${role}@example.org`;
}

const stationsOf: Record<Role, string> = {
	rider: '[]',
	attendant: '["STATION_001","STATION_002"]',
	salesperson: '["STATION_001"]',
	mechanic: '["STATION_001"]',
	manager: '["STATION_001","STATION_002"]',
	admin: '*',
	service: '["*"]',
};

async function seed(store: Store, at: number): Promise<void> {
	const hash = await hashPassword(password);
	const stations = ['STATION_001', 'STATION_002', 'STATION_003'].map((id) => ({
		sql: 'insert into stations (id, name, time_zone, currency) values (?, ?, ?, ?)',
		args: [id, `Station ${id.slice(-1)}`, 'Africa/Nairobi', 'KES'],
	}));
	const users = Object.entries(stationsOf).map(([role, list]) => ({
		sql: 'insert into users (id, email, name, role, password_hash, stations_json, customer_id, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
		args: [
			`user-${role}`,
			`${role}@example.org`,
			`The ${role}`,
			role,
			role === 'service' ? null : hash,
			list,
			role === 'rider' ? 'customer-1' : null,
			at,
		],
	}));
	await store.writer.commit([...stations, ...users]);
}
