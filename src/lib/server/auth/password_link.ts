import { eq } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { endLinks, findLink } from '#lib/server/store/account_link_rows.ts';
import { authSessions } from '#lib/server/store/schema_people.ts';
import type { Store } from '#lib/server/store/store.ts';
import { addressKey } from './address_key.ts';
import { auditStatement } from './audit_statement.ts';
import type { AuthLimits } from './limits.ts';
import { closeAllStatement, type CookieSessions, type SessionCookie } from './lucia.ts';
import { hashPassword } from './password.ts';
import type { RateLimiter } from './rate_limit.ts';
import { hashSecret } from './secret.ts';
import { tellSignedOut, type SignOutListener } from './sign_out.ts';

/** What came with a link, and from where. */
export interface LinkRequest {
	readonly token: string;
	readonly address: string;
}

/** Whose password a link sets. */
export interface LinkHolder {
	readonly name: string;
	readonly email: string;
	readonly purpose: string;
}

/** A link that is unknown, used or expired, or whose account is closed, is refused alike; who keeps trying such links has to wait. */
export type LinkRefusal = 'LINK_REFUSED' | 'RATE_LIMITED';

/** Links by which people set their password. */
export interface PasswordLinks {
	/** Whose link it is; changes nothing, so that a program that looks into mails may follow it. */
	check(request: LinkRequest): Promise<Result<LinkHolder, LinkRefusal>>;
	/** Sets the password, which `newPassword` has parsed, ends every other sign-in and link of the person, and signs in. Once. */
	use(
		request: LinkRequest & { readonly password: string },
	): Promise<Result<{ readonly cookie: SessionCookie }, LinkRefusal>>;
}

/** What links work with. */
export interface PasswordLinkParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly sessions: CookieSessions;
	readonly limiter: RateLimiter;
	readonly limits: AuthLimits;
	readonly listeners: readonly SignOutListener[];
}

const setPassword = 'update users set password_hash = ? where id = ?';

/** Links over the store, of which it knows only hashes. A good link always passes: 256 bits cannot be guessed. */
export function createPasswordLinks(parts: PasswordLinkParts): PasswordLinks {
	const { store, clock, ids, sessions, limiter, limits } = parts;

	async function find({ token, address }: LinkRequest) {
		const link = await findLink(store.db, hashSecret(token), clock());
		if (link) return ok(link);
		const counted = [{ key: `link:address:${addressKey(address)}`, limit: limits.linkPerAddress }];
		const within = await limiter.check(counted);
		if (!within.ok) return within;
		await limiter.countFailure(counted);
		return refuse('LINK_REFUSED');
	}

	return {
		async check(request) {
			const link = await find(request);
			if (!link.ok) return link;
			const { name, email, purpose } = link.value;
			return ok({ name, email, purpose });
		},
		async use(request) {
			const link = await find(request);
			if (!link.ok) return link;
			const { id, userId, purpose } = link.value;
			const passwordHash = await hashPassword(request.password);
			const open = await store.db.select().from(authSessions).where(eq(authSessions.userId, userId));
			const entry = { at: clock(), actorId: userId, subject: userId, address: request.address };
			const outcome = await store.writer.commit([
				{ sql: setPassword, args: [passwordHash, userId] },
				endLinks(userId, clock()),
				closeAllStatement(userId),
				// Of two who use the link at the same time, the second runs into this key.
				auditStatement({ ...entry, id: `aud-link-${id}`, action: 'password_set', detail: { purpose } }),
			]);
			if (!outcome.ok) return refuse('LINK_REFUSED');
			await tellSignedOut(
				parts.listeners,
				open.map((signIn) => signIn.id),
			);
			const cookie = await sessions.open(userId);
			await store.writer.commit([auditStatement({ ...entry, id: ids('aud'), action: 'signed_in' })]);
			return ok({ cookie });
		},
	};
}
