/** What Daraja itself does wrong. */
export interface Trouble {
	/**
	 * down: closes the connection; error_500 and html: a proxy's page, nothing done; throttled: too many requests; token_expired: forgets every token;
	 * locked: another payment of the phone is under way; lose_answer: does it and closes the connection; slow: waits before doing it; huge: does it and
	 * answers far too much.
	 */
	readonly kind: (typeof troubleKinds)[number];
	/** The requests it is for; all of them if unset. */
	readonly endpoint?: Endpoint | undefined;
	/** How many requests; all until it is forgiven if unset. */
	readonly times?: number | undefined;
	/** Of slow. */
	readonly delayMs?: number | undefined;
}

export const troubleKinds = [
	'down',
	'error_500',
	'html',
	'throttled',
	'token_expired',
	'locked',
	'lose_answer',
	'slow',
	'huge',
] as const;

export const endpoints = ['token', 'push', 'query', 'register', 'pull'] as const;

/** One of Daraja's, by a short name. */
export type Endpoint = (typeof endpoints)[number];

/** Keeps the one trouble of a sandbox. */
export interface Troubles {
	/** Replaces the trouble; null forgives. */
	set(trouble: Trouble | null): void;
	/** The trouble of this request, counted down, or null. */
	take(endpoint: Endpoint): Trouble | null;
}

/** Without any at first. */
export function createTroubles(): Troubles {
	let current: Trouble | null = null;
	let left = 0;
	return {
		set(trouble) {
			current = trouble;
			left = trouble?.times ?? Infinity;
		},
		take(endpoint) {
			if (!current || left < 1 || (current.endpoint ?? endpoint) !== endpoint) return null;
			left--;
			return current;
		},
	};
}
