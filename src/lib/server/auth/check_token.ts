import { and, eq, isNull } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { apiTokens, shifts, users } from '#lib/server/store/schema_people.ts';
import type { Store } from '#lib/server/store/store.ts';
import { addressKey } from './address_key.ts';
import type { AuthLimits } from './limits.ts';
import { parseTextList, personColumns, toSignedIn } from './person_row.ts';
import type { Counted, RateLimiter } from './rate_limit.ts';
import { hashSecret } from './secret.ts';
import type { SignedIn } from './signed_in.ts';

/** A token's last use is written at most this often, ms. */
const lastUseStepMs = 60_000;

/** What the check of a token works with. */
export interface CheckTokenParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly limiter: RateLimiter;
	readonly limits: AuthLimits;
}

const touch = 'update api_tokens set last_used_at = ? where id = ? and (last_used_at is null or last_used_at <= ?)';

/**
 * Who a bearer token belongs to. A good token always passes: 256 random bits cannot be guessed,
 * so the limit only tells those who keep sending bad ones to wait, and never locks out their neighbours.
 */
export async function checkToken(
	parts: CheckTokenParts,
	request: { readonly token: string; readonly address: string },
): Promise<Result<SignedIn, 'TOKEN_REFUSED' | 'RATE_LIMITED'>> {
	const { store, clock, limiter, limits } = parts;
	const row = await findToken(store, request.token);
	const now = clock();
	if (row && row.expiresAt > now && row.revokedAt === null && row.disabledAt === null) {
		if (now - (row.lastUsedAt ?? 0) >= lastUseStepMs) {
			await store.writer.commit([{ sql: touch, args: [now, row.tokenId, now - lastUseStepMs] }]);
		}
		return ok(toSignedIn(row, { via: 'token', authSessionId: null, scopes: parseTextList(row.scopesJson) }));
	}
	const counted: Counted[] = [{ key: `token:address:${addressKey(request.address)}`, limit: limits.tokenPerAddress }];
	if (row) counted.push({ key: `token:account:${row.id}`, limit: limits.tokenPerAccount });
	const within = await limiter.check(counted);
	if (!within.ok) return within;
	await limiter.countFailure(counted);
	return refuse('TOKEN_REFUSED');
}

async function findToken({ db }: Store, token: string) {
	const [row] = await db
		.select({
			...personColumns,
			tokenId: apiTokens.id,
			scopesJson: apiTokens.scopesJson,
			expiresAt: apiTokens.expiresAt,
			revokedAt: apiTokens.revokedAt,
			lastUsedAt: apiTokens.lastUsedAt,
		})
		.from(apiTokens)
		.innerJoin(users, eq(users.id, apiTokens.userId))
		.leftJoin(shifts, and(eq(shifts.userId, users.id), isNull(shifts.endedAt)))
		.where(eq(apiTokens.tokenHash, hashSecret(token)));
	return row;
}
