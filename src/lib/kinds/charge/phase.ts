import type { SessionRecord } from '#lib/session/record.ts';
import type { ChargeState } from './machine.ts';
import type { ChargeData } from '#lib/charging/data.ts';

/** What a rider sees going on: the charger is asked to begin, energy flows, the charger is asked to stop, it is over. */
export type ChargePhase = 'waiting' | 'charging' | 'stopping' | 'completed' | 'cancelled';

/** The phase of a session. */
export function chargePhase({
	state,
	data,
}: Pick<SessionRecord<ChargeState, ChargeData>, 'state' | 'data'>): ChargePhase {
	if (state === 'asked') return 'waiting';
	if (state === 'charging') return data.stop ? 'stopping' : 'charging';
	return state;
}
