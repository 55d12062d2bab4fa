import type { Clock } from '#lib/kernel/clock.ts';

/** How fast one key may go: so many at once, and from then on so many a second. */
export interface Rate {
	readonly perSecond: number;
	readonly burst: number;
}

/** Whether one more is let through; if not, after how long, and whether it is the first refusal since the bucket was full. */
export type Taken =
	{ readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number; readonly first: boolean };

/** One token bucket a key, in the memory of this process. */
export interface TokenBuckets {
	take(key: string): Taken;
}

interface Bucket {
	readonly tokens: number;
	/** UTC milliseconds of the last look. */
	readonly at: number;
	readonly refused: boolean;
}

/** Buckets that refill with the clock. Beyond `keys` of them the one that was quiet for longest is forgotten, which fills it. */
export function createTokenBuckets({ clock, rate, keys }: { clock: Clock; rate: Rate; keys: number }): TokenBuckets {
	const buckets = new Map<string, Bucket>();
	return {
		take(key) {
			const now = clock();
			const { tokens, refused } = refilled(buckets.get(key), now, rate);
			const ok = tokens >= 1;
			buckets.delete(key);
			buckets.set(key, { tokens: ok ? tokens - 1 : tokens, at: now, refused: refused || !ok });
			for (const [oldest] of buckets) {
				if (buckets.size <= keys) break;
				buckets.delete(oldest);
			}
			if (ok) return { ok };
			return { ok, retryAfterMs: Math.ceil(((1 - tokens) / rate.perSecond) * 1000), first: !refused };
		},
	};
}

/** A bucket as it stands now. A clock that was set back takes nothing away. */
function refilled(bucket: Bucket | undefined, now: number, rate: Rate): Pick<Bucket, 'tokens' | 'refused'> {
	if (!bucket) return { tokens: rate.burst, refused: false };
	const tokens = Math.min(rate.burst, bucket.tokens + (Math.max(0, now - bucket.at) * rate.perSecond) / 1000);
	return { tokens, refused: bucket.refused && tokens < rate.burst };
}
