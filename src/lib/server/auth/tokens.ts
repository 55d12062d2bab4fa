import { desc, eq, inArray } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { apiTokens } from '#lib/server/store/schema_people.ts';
import type { Store } from '#lib/server/store/store.ts';
import { auditStatement } from './audit_statement.ts';
import { findManaged, listManaged, type ManagedAccount } from './managed_accounts.ts';
import { parseTextList } from './person_row.ts';
import { hashSecret, mintToken } from './secret.ts';
import type { SignedIn } from './signed_in.ts';
import { grantableScopes, type TokenScope } from './token_scopes.ts';

/** A token as those who manage it see it: never the token itself. */
export interface TokenInfo {
	readonly id: string;
	readonly name: string;
	readonly accountName: string;
	readonly scopes: readonly string[];
	/** UTC milliseconds, as are the next ones. */
	readonly createdAt: number;
	readonly expiresAt: number;
	readonly revokedAt: number | null;
	readonly lastUsedAt: number | null;
	readonly state: 'active' | 'expired' | 'revoked';
}

/** What somebody asks a token for. */
export interface TokenRequest {
	readonly by: SignedIn;
	/** The account it acts as. */
	readonly userId: string;
	readonly name: string;
	readonly scopes: readonly TokenScope[];
	/** How long it lasts, ms. */
	readonly lifetimeMs: number;
	readonly address: string;
}

/** Bearer tokens of the accounts that somebody manages. */
export interface Tokens {
	/** The one time the token itself is told. Throws TypeError for a scope that this person may not give. */
	create(request: TokenRequest): Promise<Result<{ readonly id: string; readonly token: string }, 'ACCOUNT_NOT_FOUND'>>;
	/** Revokes at once and for good; again, it changes nothing. */
	revoke(request: {
		readonly by: SignedIn;
		readonly tokenId: string;
		readonly address: string;
	}): Promise<Result<void, 'TOKEN_NOT_FOUND'>>;
	/** Newest first. */
	list(by: SignedIn): Promise<TokenInfo[]>;
	/** The accounts this person may make tokens for. */
	accountsFor(by: SignedIn): Promise<ManagedAccount[]>;
}

/** The most tokens in one list. */
const listLimit = 200;

const insert =
	'insert into api_tokens (id, user_id, name, token_hash, scopes_json, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)';
const revoke = 'update api_tokens set revoked_at = ? where id = ? and revoked_at is null';

/** Tokens over the store, of which it knows only hashes. */
export function createTokens({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Tokens {
	const { db, writer } = store;
	const permission = 'token.manage';

	return {
		async create({ by, userId, name, scopes, lifetimeMs, address }) {
			if (!(await findManaged(db, by, { permission, userId }))) return refuse('ACCOUNT_NOT_FOUND');
			const grantable = grantableScopes(by.role);
			if (!scopes.every((scope) => grantable.includes(scope)))
				throw new TypeError(`A ${by.role} may not give ${scopes.join(', ')}`);
			const id = ids('token');
			const token = mintToken();
			const at = clock();
			const entry = { id: `aud-create-${id}`, at, actorId: by.id, subject: id, address, detail: { userId, scopes } };
			await writer.commit([
				{ sql: insert, args: [id, userId, name, hashSecret(token), JSON.stringify(scopes), at, at + lifetimeMs] },
				auditStatement({ ...entry, action: 'token_created' }),
			]);
			return ok({ id, token });
		},
		async revoke({ by, tokenId, address }) {
			const [row] = await db.select({ userId: apiTokens.userId }).from(apiTokens).where(eq(apiTokens.id, tokenId));
			if (!row || !(await findManaged(db, by, { permission, userId: row.userId }))) return refuse('TOKEN_NOT_FOUND');
			const at = clock();
			const entry = { id: `aud-revoke-${tokenId}`, at, actorId: by.id, subject: tokenId, address };
			await writer.commit([
				{ sql: revoke, args: [at, tokenId] },
				auditStatement({ ...entry, action: 'token_revoked' }),
			]);
			return ok(undefined);
		},
		async list(by) {
			const names = new Map((await listManaged(db, by, permission)).map(({ id, name }) => [id, name]));
			const rows = await db
				.select()
				.from(apiTokens)
				.where(inArray(apiTokens.userId, [...names.keys()]))
				.orderBy(desc(apiTokens.createdAt))
				.limit(listLimit);
			const now = clock();
			return rows.map((row) => toInfo(row, names.get(row.userId) ?? '', now));
		},
		accountsFor: (by) => listManaged(db, by, permission),
	};
}

function toInfo(row: typeof apiTokens.$inferSelect, accountName: string, now: number): TokenInfo {
	const { id, name, createdAt, expiresAt, revokedAt, lastUsedAt } = row;
	const state = revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'active';
	const scopes = parseTextList(row.scopesJson);
	return { id, name, accountName, scopes, createdAt, expiresAt, revokedAt, lastUsedAt, state };
}
