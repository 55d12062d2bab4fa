import { and, eq, gt, isNull } from 'drizzle-orm';
import { authSessions, shifts, users } from '#lib/server/store/schema_people.ts';
import type { Db } from '#lib/server/store/store.ts';
import { personColumns, toSignedIn } from './person_row.ts';
import type { SignedIn } from './signed_in.ts';

/**
 * The person behind a cookie with role and shift as they are now, for what goes on longer than a request; null once they have signed out, the
 * sign-in has run out or the account is disabled, and for a bearer token. It is no use that renews a sign-in.
 */
export async function stillSignedIn(
	db: Db,
	{ authSessionId }: Pick<SignedIn, 'authSessionId'>,
	now: number,
): Promise<SignedIn | null> {
	if (authSessionId === null) return null;
	const [row] = await db
		.select(personColumns)
		.from(authSessions)
		.innerJoin(users, eq(users.id, authSessions.userId))
		.leftJoin(shifts, and(eq(shifts.userId, users.id), isNull(shifts.endedAt)))
		.where(and(eq(authSessions.id, authSessionId), gt(authSessions.expiresAt, now), isNull(users.disabledAt)));
	return row ? toSignedIn(row, { via: 'cookie', authSessionId, scopes: null }) : null;
}
