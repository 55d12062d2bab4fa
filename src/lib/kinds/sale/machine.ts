import { defineMachine } from '#lib/session/machine.ts';
import type { Flow } from '#lib/session/flow_state.ts';
import type { SaleEvent } from './events.ts';

const ends = { session_cancelled: 'cancelled', session_expired: 'expired' } as const;

/**
 * Sale of a vehicle with its plan. What was chosen can be chosen again until the order is placed; from then on the order stands, and the
 * way back is to give the sale up. The first battery leaves the rack only once the order is paid.
 */
export const saleMachine = defineMachine<SaleEvent['type']>()({
	initial: 'customer',
	states: {
		customer: { on: { customer_registered: 'package', ...ends } },
		package: { on: { package_chosen: 'plan', customer_reopened: 'customer', ...ends } },
		plan: { on: { plan_chosen: 'preview', customer_reopened: 'customer', package_reopened: 'package', ...ends } },
		preview: {
			on: {
				order_placed: 'pay',
				customer_reopened: 'customer',
				package_reopened: 'package',
				plan_reopened: 'plan',
				...ends,
			},
		},
		pay: {
			on: {
				order_registered: 'pay',
				push_requested: 'pay',
				push_sent: 'pay',
				push_failed: 'pay',
				payment_partial: 'pay',
				payment_settled: 'battery',
				payment_waived: 'battery',
				...ends,
			},
		},
		battery: { on: { order_registered: 'battery', battery_bound: 'hand_over', ...ends } },
		hand_over: {
			on: { order_registered: 'hand_over', battery_reopened: 'battery', battery_assigned: 'done', ...ends },
		},
		done: { ends: 'completed' },
		cancelled: { ends: 'cancelled' },
		expired: { ends: 'expired' },
	},
});

export type SaleState = keyof (typeof saleMachine)['states'];

/** The seven steps of seeds/000 §1. */
export const saleFlow: Flow<SaleState, SaleEvent['type']> = {
	steps: [
		{ number: 1, name: 'Customer Info' },
		{ number: 2, name: 'Package Selection' },
		{ number: 3, name: 'Subscription Selection' },
		{ number: 4, name: 'Preview' },
		{ number: 5, name: 'Payment' },
		{ number: 6, name: 'Battery Assignment' },
		{ number: 7, name: 'Success' },
	],
	stepOf: {
		customer: 1,
		package: 2,
		plan: 3,
		preview: 4,
		pay: 5,
		battery: 6,
		hand_over: 6,
		done: 7,
		cancelled: null,
		expired: null,
	},
	completes: {
		customer_registered: [1],
		package_chosen: [2],
		plan_chosen: [3],
		order_placed: [4],
		payment_settled: [5],
		payment_waived: [5],
		battery_assigned: [6],
	},
	reopens: { customer_reopened: 1, package_reopened: 2, plan_reopened: 3 },
};
