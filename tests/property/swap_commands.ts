import fc from 'fast-check';
import type { Batch } from './play_requests.ts';

/** What a random run does, in batches of requests that go at once; every number is picked modulo what there is. */
export type RandomCommand =
	| { readonly type: 'begin'; readonly who: number }
	/** The step that is open, with inputs that mostly fit. */
	| { readonly type: 'go_on'; readonly session: number; readonly pick: number; readonly energyWh: number }
	/** All open sessions go on at once, after the same things. */
	| { readonly type: 'rush'; readonly pick: number; readonly energyWh: number }
	/** A step that need not be open. */
	| {
			readonly type: 'step';
			readonly session: number;
			readonly step: 'review' | 'reopen_issue' | 'reopen_return' | 'cancel';
	  }
	| { readonly type: 'hand_over'; readonly session: number }
	| { readonly type: 'top_up'; readonly plan: number; readonly reference: number; readonly amount: number }
	| { readonly type: 'swap_outside'; readonly plan: number; readonly pick: number; readonly energyWh: number };

const session = fc.nat(7);
const energyWh = fc.nat(3000);
const pick = fc.nat(99);

const command: fc.Arbitrary<RandomCommand> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({ type: fc.constant('begin' as const), who: fc.constantFrom(0, 0, 0, 1, 1, 1, 2) }),
	},
	{ weight: 6, arbitrary: fc.record({ type: fc.constant('go_on' as const), session, pick, energyWh }) },
	{ weight: 12, arbitrary: fc.record({ type: fc.constant('rush' as const), pick, energyWh }) },
	{
		weight: 2,
		arbitrary: fc.record({
			type: fc.constant('step' as const),
			session,
			step: fc.constantFrom('review' as const, 'reopen_issue' as const, 'reopen_return' as const, 'cancel' as const),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ type: fc.constant('hand_over' as const), session }) },
	{
		weight: 1,
		arbitrary: fc.record({
			type: fc.constant('top_up' as const),
			plan: fc.nat(2),
			reference: fc.nat(2),
			amount: fc.integer({ min: 1, max: 400 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('swap_outside' as const), plan: fc.nat(2), pick, energyWh }) },
);

const delivery = fc.record({ command, copies: fc.constantFrom(1, 1, 2, 3), order: fc.nat(9) });

/** Random runs: begun sessions first, then batches of one to five commands, mostly within the day. */
export const randomRuns: fc.Arbitrary<Batch<RandomCommand>[]> = fc.array(
	fc.record({
		deliveries: fc.array(delivery, { minLength: 1, maxLength: 3 }),
		waitMs: fc.oneof(
			{ weight: 40, arbitrary: fc.constantFrom(0, 1000, 60_000, 600_000) },
			{ weight: 1, arbitrary: fc.constant(25 * 3_600_000) },
		),
	}),
	{ minLength: 10, maxLength: 40 },
);
