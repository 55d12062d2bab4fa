import type { ChargeData } from './data.ts';

/** How long a charger that was asked to stop is waited for, ms. */
const stopPatienceMs = 5000;

/**
 * How somebody of its station can end a running session: by asking its charger to stop, by waiting for a charger that was asked just now,
 * or at once, where no charger meters it, none is connected, or the one that was asked has not stopped.
 */
export type Ending = 'ask' | 'wait' | 'force';

/** How a running session can be ended now. */
export function endingOf(
	{ transaction, charge, stop, stopFailure }: ChargeData,
	{ isConnected, now }: { isConnected: boolean; now: number },
): Ending {
	if (!transaction || !charge?.connector.chargerId || !isConnected || stopFailure !== null) return 'force';
	if (!stop) return 'ask';
	return now - stop.at >= stopPatienceMs ? 'force' : 'wait';
}
