import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { ok } from '#lib/kernel/result.ts';
import type { Flow } from './flow_state.ts';
import type { Kind, SessionEvent, Step, World } from './kind.ts';
import { defineMachine } from './machine.ts';

export type ErrandEvent = SessionEvent<
	'packed' | 'beamed' | 'delivered' | 'came_back' | 'dropped' | 'signed' | 'timed_out'
>;
type ErrandState = 'packing' | 'riding' | 'signing' | 'done' | 'gone' | 'over';

const machine = defineMachine<ErrandEvent['type']>()({
	initial: 'packing',
	states: {
		packing: { on: { packed: 'riding', beamed: 'signing', dropped: 'gone', timed_out: 'over' } },
		riding: { on: { delivered: 'signing', dropped: 'gone', timed_out: 'over' } },
		signing: { on: { signed: 'done', came_back: 'packing', timed_out: 'over' } },
		done: { ends: 'completed' },
		gone: { ends: 'cancelled' },
		over: { ends: 'expired' },
	},
});

/** Three steps, of which the second can be passed. */
export const errandFlow: Flow<ErrandState, ErrandEvent['type']> = {
	steps: [
		{ number: 1, name: 'Pack' },
		{ number: 2, name: 'Ride' },
		{ number: 3, name: 'Sign' },
	],
	stepOf: { packing: 1, riding: 2, signing: 3, done: 3, gone: null, over: null },
	completes: { packed: [1], beamed: [1], delivered: [2] },
	reopens: { came_back: 1 },
};

/** Delivers, and reports where. */
export const finish: Step<ErrandState, readonly string[], ErrandEvent, World, { to: string }> = {
	states: ['riding'],
	permission: 'session.write',
	input: v.object({ to: safeText(80) }),
	needs: () => ({}),
	decide: ({ input, now }) => ok({ events: [{ type: 'delivered', at: now }], outcome: input.to }),
};

/** The smallest kind that does everything the engine knows, for its tests; its data is the list of what happened. */
export const errand: Kind<ErrandState, readonly string[], ErrandEvent, World> = {
	name: 'errand',
	documentType: 'ERRAND',
	idPrefix: 'errand',
	permission: 'session.write',
	machine,
	flow: errandFlow,
	refusals: {},
	steps: { finish },
	operations: {},
	cancelStep: 'drop',
	drafts: [{ path: 'load', step: 1 }, { path: 'mood' }],
	documentSchema: v.looseObject({}),
	expired: (at) => ({ type: 'timed_out', at }),
	empty: () => [],
	evolve: (data, event) => [...data, event.type],
	document: (session) => ({ state: session.state, load: null, mood: { tone: 'calm' }, done: [...session.data] }),
	customerIn: () => null,
	summary: () => ({
		customerId: null,
		customerName: null,
		planId: null,
		energyWh: null,
		amountMinor: 0,
		currency: null,
		paymentMethod: null,
	}),
	sections: () => [],
	tell: () => undefined,
	track: (event) => (event.type === 'packed' ? { type: 'LOADED', data: { boxes: 1 } } : undefined),
};
