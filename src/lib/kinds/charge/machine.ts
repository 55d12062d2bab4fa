import type { Flow } from '#lib/session/flow_state.ts';
import { defineMachine } from '#lib/session/machine.ts';
import type { ChargeEvent } from './events.ts';

/**
 * Charging of a vehicle. A connector with a charger waits until that has begun; one without begins at once. What is closed by rule is
 * completed with what is known of it: energy that flowed is never lost. Spec: seeds/001.
 */
export const chargeMachine = defineMachine<ChargeEvent['type']>()({
	initial: 'asked',
	states: {
		asked: {
			on: { start_requested: 'waiting', charging_started: 'charging', charging_closed: 'cancelled' },
		},
		waiting: {
			on: {
				charging_started: 'charging',
				start_failed: 'cancelled',
				charging_cancelled: 'cancelled',
				charging_closed: 'cancelled',
			},
		},
		charging: {
			on: {
				level_reported: 'charging',
				readings_taken: 'charging',
				stop_requested: 'charging',
				stop_failed: 'charging',
				charging_completed: 'completed',
				charging_cancelled: 'cancelled',
				charging_closed: 'completed',
			},
		},
		completed: { ends: 'completed' },
		cancelled: { ends: 'cancelled' },
	},
});

export type ChargeState = keyof (typeof chargeMachine)['states'];

/** The three parts of seeds/001: start, active, end. */
export const chargeFlow: Flow<ChargeState, ChargeEvent['type']> = {
	steps: [
		{ number: 1, name: 'Start' },
		{ number: 2, name: 'Charging' },
		{ number: 3, name: 'Finished' },
	],
	stepOf: { asked: 1, waiting: 1, charging: 2, completed: 3, cancelled: null },
	completes: { charging_started: [1], charging_completed: [2, 3], charging_closed: [2, 3] },
	reopens: {},
};
