import { eq } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { users } from '#lib/server/store/schema_people.ts';
import type { Store } from '#lib/server/store/store.ts';
import { addressKey } from './address_key.ts';
import { auditStatement } from './audit_statement.ts';
import type { AuthLimits } from './limits.ts';
import type { CookieSessions, SessionCookie } from './lucia.ts';
import { verifyPassword } from './password.ts';
import type { Counted, RateLimiter } from './rate_limit.ts';
import { hashSecret } from './secret.ts';

/** What a person typed, and from where. */
export interface SignInRequest {
	readonly email: string;
	readonly password: string;
	readonly address: string;
}

/** What sign-in works with. */
export interface SignInParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly sessions: CookieSessions;
	readonly limiter: RateLimiter;
	readonly limits: AuthLimits;
}

/**
 * Signs a person in, with the same answer and the same work for a wrong password, an unknown and a disabled person.
 * The limit is asked again after the password was verified: of many guesses at once, a right one behind a full window is refused.
 */
export async function signIn(
	parts: SignInParts,
	request: SignInRequest,
): Promise<Result<{ readonly cookie: SessionCookie }, 'SIGN_IN_REFUSED' | 'RATE_LIMITED'>> {
	const { store, clock, ids, sessions, limiter } = parts;
	const email = request.email.trim().toLowerCase();
	const counted = countedFor(parts.limits, email, request.address);

	const before = await limiter.check(counted);
	if (!before.ok) return before;
	const [account] = await store.db.select().from(users).where(eq(users.email, email));
	const matches = await verifyPassword(account?.passwordHash ?? null, request.password);
	if (!account || !matches || account.disabledAt !== null) {
		await limiter.countFailure(counted);
		return refuse('SIGN_IN_REFUSED');
	}
	const after = await limiter.check(counted);
	if (!after.ok) return after;

	const cookie = await sessions.open(account.id);
	const entry = { id: ids('aud'), at: clock(), actorId: account.id, subject: account.id, address: request.address };
	await store.writer.commit([auditStatement({ ...entry, action: 'signed_in' })]);
	return ok({ cookie });
}

function countedFor(limits: AuthLimits, email: string, address: string): Counted[] {
	return [
		{ key: `sign_in:account:${hashSecret(email)}`, limit: limits.signInPerAccount },
		{ key: `sign_in:address:${addressKey(address)}`, limit: limits.signInPerAddress },
	];
}
