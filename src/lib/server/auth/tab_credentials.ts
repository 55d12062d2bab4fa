import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull, lte } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import type { ActorTokenClaims } from '#lib/protocol/actor_token.ts';
import { brokerCredentials } from '#lib/server/store/schema_people.ts';
import type { Db, Store } from '#lib/server/store/store.ts';
import type { SignedIn } from './signed_in.ts';

/** How long a tab's credential and actor token live, ms. */
const lifetimeMs = 15 * 60 * 1000;

/** The most tabs of one person that are let in at once. */
const tabLimit = 10;

/** Lets tabs in at the broker and shuts them out; both throw FaultError if the broker does not answer. */
export interface TabAccounts {
	grant(credential: { username: string; password: string; clientId: string }): Promise<void>;
	revoke(username: string): Promise<void>;
}

/** What one tab needs to speak to the agent. */
export interface TabCredential {
	readonly url: string;
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
	readonly actorToken: string;
	/** UTC milliseconds. */
	readonly expiresAt: number;
}

export interface TabCredentials {
	/** Mints a credential for one tab of a signed-in person: a secret, a bound client id, a signed actor token. */
	mint(person: SignedIn): Promise<TabCredential>;
	/** Revokes all that was minted under a sign-in. */
	revokeAll(authSessionId: string): Promise<void>;
	/** Revokes what has expired. Answers how many. */
	sweep(): Promise<number>;
}

interface Parts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly accounts: TabAccounts;
	readonly sign: (claims: ActorTokenClaims) => string;
	/** WebSocket address that browsers connect to. */
	readonly url: string;
}

/** The broker account of a tab. */
function usernameOf(clientId: string): string {
	return `u-${clientId}`;
}

/** True until a tab's credential is revoked, as it is at sign-out: its actor token is worth nothing then, however long it would live. */
export async function isTabOpen(db: Db, clientId: string): Promise<boolean> {
	const rows = await db
		.select({ revokedAt: brokerCredentials.revokedAt })
		.from(brokerCredentials)
		.where(eq(brokerCredentials.username, usernameOf(clientId)))
		.limit(1);
	return rows[0]?.revokedAt === null;
}

/** Credentials of tabs, over the broker's accounts. A credential is stored before it is granted, so that none is forgotten. */
export function createTabCredentials({ store, clock, ids, accounts, sign, url }: Parts): TabCredentials {
	async function revokeRows(rows: readonly { username: string }[]): Promise<number> {
		for (const { username } of rows) {
			await accounts.revoke(username);
			await store.writer.commit([
				{ sql: 'UPDATE broker_credentials SET revoked_at = ? WHERE username = ?', args: [clock(), username] },
			]);
		}
		return rows.length;
	}
	/** Shuts out again a tab whose sign-in ended while it was let in, and the oldest tabs of a person who has too many. */
	async function settle(person: SignedIn, username: string): Promise<void> {
		const mine = await open()
			.where(eq(brokerCredentials.userId, person.id))
			.orderBy(desc(brokerCredentials.expiresAt), desc(brokerCredentials.username))
			.limit(4 * tabLimit);
		const fresh = mine.find((row) => row.username === username);
		if (fresh?.revokedAt) await accounts.revoke(username);
		await revokeRows(mine.filter((row) => row.revokedAt === null).slice(tabLimit));
	}
	const open = () => store.db.select().from(brokerCredentials).$dynamic();

	return {
		async mint(person) {
			const clientId = ids('tab');
			const username = usernameOf(clientId);
			const password = randomBytes(32).toString('base64url');
			const expiresAt = clock() + lifetimeMs;
			await store.writer.commit([
				{
					sql: 'INSERT INTO broker_credentials (username, client_id, user_id, auth_session_id, expires_at) VALUES (?, ?, ?, ?, ?)',
					args: [username, clientId, person.id, person.authSessionId ?? '', expiresAt],
				},
			]);
			await accounts.grant({ username, password, clientId });
			await settle(person, username);
			const actorToken = sign({
				sub: person.id,
				role: person.role,
				station: person.shift?.stationId ?? null,
				client_id: clientId,
				exp: Math.floor(expiresAt / 1000),
			});
			return { url, username, password, clientId, actorToken, expiresAt };
		},
		async revokeAll(authSessionId) {
			const rows = await open().where(
				and(eq(brokerCredentials.authSessionId, authSessionId), isNull(brokerCredentials.revokedAt)),
			);
			await revokeRows(rows);
		},
		async sweep() {
			const rows = await open().where(
				and(isNull(brokerCredentials.revokedAt), lte(brokerCredentials.expiresAt, clock())),
			);
			return revokeRows(rows);
		},
	};
}
