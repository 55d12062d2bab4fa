import { defineMachine } from '#lib/session/machine.ts';
import type { Flow } from '#lib/session/flow_state.ts';
import type { SwapEvent } from './events.ts';

/**
 * Battery swap. Money is settled before the fresh battery leaves the rack; a service that is refused stays where it is
 * and never skips payment. Reopening a step is the undo: what was paid by then has become quota and is priced anew.
 */
export const swapMachine = defineMachine<SwapEvent['type']>()({
	initial: 'identify',
	states: {
		identify: {
			on: {
				customer_identified: 'take_back',
				new_customer_identified: 'issue',
				session_cancelled: 'cancelled',
				session_expired: 'expired',
			},
		},
		take_back: { on: { return_bound: 'issue', session_cancelled: 'cancelled', session_expired: 'expired' } },
		issue: {
			on: {
				issue_bound: 'review',
				return_reopened: 'take_back',
				session_cancelled: 'cancelled',
				session_expired: 'expired',
			},
		},
		review: {
			on: {
				payment_requested: 'pay',
				payment_waived: 'complete',
				issue_reopened: 'issue',
				return_reopened: 'take_back',
				session_cancelled: 'cancelled',
				session_expired: 'expired',
			},
		},
		pay: {
			on: {
				push_requested: 'pay',
				push_sent: 'pay',
				push_failed: 'pay',
				payment_partial: 'pay',
				payment_settled: 'complete',
				issue_reopened: 'issue',
				session_cancelled: 'cancelled',
				session_expired: 'expired',
			},
		},
		complete: {
			on: {
				service_completed: 'done',
				service_refused: 'complete',
				issue_reopened: 'issue',
				session_cancelled: 'cancelled',
				session_expired: 'expired',
			},
		},
		done: { ends: 'completed' },
		cancelled: { ends: 'cancelled' },
		expired: { ends: 'expired' },
	},
});

export type SwapState = keyof (typeof swapMachine)['states'];

/** The six steps of seeds/000 §2. */
export const swapFlow: Flow<SwapState, SwapEvent['type']> = {
	steps: [
		{ number: 1, name: 'Customer Scan' },
		{ number: 2, name: 'Return Battery' },
		{ number: 3, name: 'New Battery' },
		{ number: 4, name: 'Review' },
		{ number: 5, name: 'Payment' },
		{ number: 6, name: 'Success' },
	],
	stepOf: {
		identify: 1,
		take_back: 2,
		issue: 3,
		review: 4,
		pay: 5,
		complete: 6,
		done: 6,
		cancelled: null,
		expired: null,
	},
	completes: {
		customer_identified: [1],
		new_customer_identified: [1],
		return_bound: [2],
		issue_bound: [3],
		payment_requested: [4],
		payment_waived: [4],
		payment_settled: [5],
	},
	reopens: { return_reopened: 2, issue_reopened: 3 },
};
