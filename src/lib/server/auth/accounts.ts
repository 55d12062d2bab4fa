import { eq } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import type { Role } from '#lib/kernel/permission.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { endLinks } from '#lib/server/store/account_link_rows.ts';
import { authSessions } from '#lib/server/store/schema_people.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import type { Store } from '#lib/server/store/store.ts';
import { auditStatement, type AuditEntry } from './audit_statement.ts';
import { closeAllStatement } from './lucia.ts';
import { findManaged, mayGrant } from './managed_accounts.ts';
import { hashPassword } from './password.ts';
import type { SignedIn } from './signed_in.ts';
import { tellSignedOut, type SignOutListener } from './sign_out.ts';

/** Which account somebody changes, and from where. */
interface AccountChange {
	readonly by: SignedIn;
	readonly userId: string;
	readonly address: string;
}

/** Changes of an account that end all of its sign-ins. */
export interface Accounts {
	/** `password` has been parsed by `newPassword`. Links that were mailed to set it are worth nothing any more. */
	changePassword(change: AccountChange & { readonly password: string }): Promise<Result<void, 'ACCOUNT_NOT_FOUND'>>;
	/** Revokes the account's tokens as well: what they may do hangs on the role. */
	changeRole(change: AccountChange & { readonly role: Role }): Promise<Result<void, 'ACCOUNT_NOT_FOUND'>>;
}

/** What accounts work with. */
export interface AccountParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly listeners: readonly SignOutListener[];
}

const setPassword = 'update users set password_hash = ? where id = ?';
const setRole = 'update users set role = ? where id = ?';
const revokeTokens = 'update api_tokens set revoked_at = ? where user_id = ? and revoked_at is null';

/** Account changes over the store; each commits together with the end of the sign-ins and its line in the audit log. */
export function createAccounts({ store, clock, ids, listeners }: AccountParts): Accounts {
	async function isManaged({ by, userId }: AccountChange): Promise<boolean> {
		return (await findManaged(store.db, by, { permission: 'account.manage', userId })) !== undefined;
	}

	async function commit(
		{ by, userId, address }: AccountChange,
		changes: readonly Statement[],
		what: Pick<AuditEntry, 'action' | 'detail'>,
	): Promise<void> {
		const open = await store.db.select().from(authSessions).where(eq(authSessions.userId, userId));
		const entry = { id: ids('aud'), at: clock(), actorId: by.id, subject: userId, address, ...what };
		await store.writer.commit([...changes, closeAllStatement(userId), auditStatement(entry)]);
		await tellSignedOut(
			listeners,
			open.map(({ id }) => id),
		);
	}

	return {
		async changePassword(change) {
			if (change.by.id !== change.userId && !(await isManaged(change))) return refuse('ACCOUNT_NOT_FOUND');
			const args = [await hashPassword(change.password), change.userId];
			const changes = [{ sql: setPassword, args }, endLinks(change.userId, clock())];
			await commit(change, changes, { action: 'password_changed' });
			return ok(undefined);
		},
		async changeRole(change) {
			if (!mayGrant(change.by, change.role) || !(await isManaged(change))) return refuse('ACCOUNT_NOT_FOUND');
			const { role, userId } = change;
			const changes = [
				{ sql: setRole, args: [role, userId] },
				{ sql: revokeTokens, args: [clock(), userId] },
			];
			await commit(change, changes, { action: 'role_changed', detail: { role } });
			return ok(undefined);
		},
	};
}
