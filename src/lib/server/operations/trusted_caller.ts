import type { Caller } from '../ports.ts';

/** A trusted broker account: it speaks for the attendant and station that its message names. */
export function trustedCaller(named: { actorId: string; stationId: string | null; origin: string }): Caller {
	return {
		actor: {
			id: named.actorId,
			name: named.actorId,
			role: 'service',
			stationId: named.stationId,
			cashLimitMinor: Number.MAX_SAFE_INTEGER,
		},
		trusted: true,
		origin: named.origin,
		allow: () => true,
	};
}
