import type { Effect } from '#lib/server/ports.ts';
import type { SwapEvent } from './events.ts';
import type { SwapSession } from './swap_step.ts';

/** What a swap tells the outside: how it ended, on the monitors' workflow topic of its plan. */
export function swapEffects(session: SwapSession, events: readonly SwapEvent[]): Effect[] {
	const plan = session.data.identification?.planId;
	if (!plan || session.status === 'active') return [];
	return events.slice(-1).map((event) => ({
		kind: 'mqtt_publish',
		topic: `meta/abs/attendant/plan/${plan}/workflow`,
		payload: {
			session_id: session.id,
			session_type: 'ATTENDANT_SWAP',
			version: session.version,
			event_type: event.type.toUpperCase(),
			status: session.status,
			station: session.actor.station,
			actor: { type: session.actor.type, id: session.actor.id },
			timestamp: new Date(event.at).toISOString(),
		},
	}));
}
