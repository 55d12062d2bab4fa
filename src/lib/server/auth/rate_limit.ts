import { and, gt, inArray } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { rateLimits } from '#lib/server/store/schema_people.ts';
import type { Store } from '#lib/server/store/store.ts';

/** How many failures one window holds, and how long it is. */
export interface RateLimit {
	readonly failures: number;
	readonly windowMs: number;
}

/** Something whose failures are counted, and how many of them are let through. */
export interface Counted {
	readonly key: string;
	readonly limit: RateLimit;
}

/** Counts failures in fixed windows, shared by all processes through the store. */
export interface RateLimiter {
	/** Refuses while the window of one of the keys is full; `retryAfterMs` says until when. Writes nothing. */
	check(counted: readonly Counted[]): Promise<Result<void, 'RATE_LIMITED'>>;
	countFailure(counted: readonly Counted[]): Promise<void>;
}

const purge = 'delete from rate_limits where window_ends_at <= ?';
const count =
	'insert into rate_limits (key, count, window_ends_at) values (?, 1, ?) on conflict (key) do update set count = count + 1';

/** A limiter over the store. Windows that ended are deleted as new failures come, so that the table stays small. */
export function createRateLimiter(store: Store, clock: Clock): RateLimiter {
	return {
		async check(counted) {
			const now = clock();
			const keys = counted.map(({ key }) => key);
			const rows = await store.db
				.select()
				.from(rateLimits)
				.where(and(inArray(rateLimits.key, keys), gt(rateLimits.windowEndsAt, now)));
			const full = rows.filter((row) =>
				counted.some(({ key, limit }) => key === row.key && row.count >= limit.failures),
			);
			if (full.length === 0) return ok(undefined);
			const retryAfterMs = Math.max(...full.map((row) => row.windowEndsAt)) - now;
			return refuse('RATE_LIMITED', { retryAfterMs, retryAfterMinutes: Math.ceil(retryAfterMs / 60_000) });
		},
		async countFailure(counted) {
			const now = clock();
			await store.writer.commit([
				{ sql: purge, args: [now] },
				...counted.map(({ key, limit }) => ({ sql: count, args: [key, now + limit.windowMs] })),
			]);
		},
	};
}
