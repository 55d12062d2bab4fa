import { refuse } from '#lib/kernel/result.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import type { Engine } from '../engine/engine.ts';
import { recordAudit } from '../engine/records.ts';
import type { Caller } from '../ports.ts';
import { failure } from './answer.ts';
import { describeRefusal } from './describe_refusal.ts';
import { createTokenBuckets, type TokenBuckets } from './token_buckets.ts';

/** Far above what one person does with a page, far below what would keep others waiting. */
export const personRate = { perSecond: 20, burst: 60 } as const;

/** The most persons that are counted at once. */
const personLimit = 10_000;

/** One set of buckets a process: each has one engine. */
const bucketsOf = new WeakMap<Engine, TokenBuckets>();

/**
 * Counts one request of a person, and answers what to reply if they ask too fast; null if the request may run.
 * Each burst of refusals is recorded once. Trusted accounts are not limited: they speak for whole stations.
 */
export async function limitRate(engine: Engine, caller: Caller): Promise<ReplyContent | null> {
	if (caller.trusted) return null;
	const { actor, origin } = caller;
	const taken = personBuckets(engine).take(actor.id);
	if (taken.ok) return null;
	if (taken.first) {
		await recordAudit(engine, {
			actorId: actor.id,
			action: 'requests.limited',
			subject: actor.id,
			stationId: actor.stationId,
			origin,
			detail: personRate,
		});
	}
	const refusal = refuse('RATE_LIMITED', { retry_after_ms: taken.retryAfterMs });
	const metadata = { reason: refusal.code, retry_after_ms: taken.retryAfterMs, ...describeRefusal(refusal) };
	return failure(['RATE_LIMIT_EXCEEDED'], metadata);
}

function personBuckets(engine: Engine): TokenBuckets {
	const known = bucketsOf.get(engine);
	if (known) return known;
	const buckets = createTokenBuckets({ clock: engine.clock, rate: personRate, keys: personLimit });
	bucketsOf.set(engine, buckets);
	return buckets;
}
