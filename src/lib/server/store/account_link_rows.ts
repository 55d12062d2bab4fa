import { and, eq, gt, isNull } from 'drizzle-orm';
import { accountLinks, users } from './schema_people.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** What a link lets its holder do: choose a first password, or a new one. */
export type LinkPurpose = 'invitation' | 'reset';

/** A link as it is stored: never its token. */
export interface AccountLink {
	/** That of the mail it is sent with. */
	readonly id: string;
	readonly userId: string;
	readonly tokenHash: string;
	readonly purpose: LinkPurpose;
	/** UTC milliseconds. */
	readonly expiresAt: number;
}

/** Makes a link good until it expires; one that was used stays so, however often its mail is sent. */
export function offerLink({ id, userId, tokenHash, purpose, expiresAt }: AccountLink): Statement {
	return {
		sql: 'INSERT INTO account_links (id, user_id, token_hash, purpose, expires_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at WHERE used_at IS NULL',
		args: [id, userId, tokenHash, purpose, expiresAt],
	};
}

/** Makes every link of a person worth nothing. */
export function endLinks(userId: string, at: number): Statement {
	return { sql: 'UPDATE account_links SET used_at = ? WHERE user_id = ? AND used_at IS NULL', args: [at, userId] };
}

/** The link of a token and whose it is; undefined if it is unknown, used or expired, or the account is closed. */
export async function findLink(db: Db, tokenHash: string, now: number) {
	const [row] = await db
		.select({
			id: accountLinks.id,
			userId: users.id,
			purpose: accountLinks.purpose,
			name: users.name,
			email: users.email,
		})
		.from(accountLinks)
		.innerJoin(users, eq(users.id, accountLinks.userId))
		.where(
			and(
				eq(accountLinks.tokenHash, tokenHash),
				isNull(accountLinks.usedAt),
				gt(accountLinks.expiresAt, now),
				isNull(users.disabledAt),
			),
		);
	return row;
}
