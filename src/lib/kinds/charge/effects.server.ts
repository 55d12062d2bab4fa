import type { Effect } from '#lib/server/ports.ts';

/** Charging has no effect outside that is not a command to its charger, which the operation that asks for it writes. */
export function chargeEffects(): Effect[] {
	return [];
}
