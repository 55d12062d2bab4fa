import { refuse, type Refusal } from '#lib/kernel/result.ts';
import type { SignedIn } from '../../auth/signed_in.ts';
import type { Engine } from '../../engine/engine.ts';
import { personRate } from '../../operations/rate_limit.ts';
import { createTokenBuckets, type TokenBuckets } from '../../operations/token_buckets.ts';

/** A service account speaks for whole stations. */
const serviceRate = { perSecond: 1000, burst: 2000 } as const;

/** The most accounts that are counted at once. */
const accountLimit = 10_000;

interface Limits {
	readonly people: TokenBuckets;
	readonly services: TokenBuckets;
}

/** One set of buckets a process: each has one engine. */
const limitsOf = new WeakMap<Engine, Limits>();

/** Counts one request of an account, whatever it proves itself with; the refusal if they come too fast, else null. */
export function limitRest(engine: Engine, person: SignedIn): Refusal | null {
	const { people, services } = limits(engine);
	const taken = (person.role === 'service' ? services : people).take(person.id);
	return taken.ok ? null : refuse('RATE_LIMITED', { retry_after_ms: taken.retryAfterMs });
}

function limits(engine: Engine): Limits {
	const known = limitsOf.get(engine);
	if (known) return known;
	const { clock } = engine;
	const made = {
		people: createTokenBuckets({ clock, rate: personRate, keys: accountLimit }),
		services: createTokenBuckets({ clock, rate: serviceRate, keys: accountLimit }),
	};
	limitsOf.set(engine, made);
	return made;
}
