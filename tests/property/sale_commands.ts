import fc from 'fast-check';
import type { Batch } from './play_requests.ts';

/** What a random run of sales does, in batches of requests that go at once; every number is picked modulo what there is. */
export type SaleCommand =
	| { readonly type: 'begin'; readonly who: number }
	/** The step that is open, with inputs that mostly fit. */
	| { readonly type: 'go_on'; readonly session: number; readonly pick: number }
	/** All open sales go on at once, after the same battery. */
	| { readonly type: 'rush'; readonly pick: number }
	/** A step that need not be open. */
	| { readonly type: 'step'; readonly session: number; readonly step: OtherStep }
	| { readonly type: 'hand_over'; readonly session: number }
	/** What the agent does by the clock: asks phones, hears of money, tells the ERP. */
	| { readonly type: 'agent'; readonly result: string; readonly amountMinor: number | null };

/** Steps that lead back or out, or ask a phone for money. */
export type OtherStep = 'reopen_customer' | 'reopen_package' | 'reopen_plan' | 'reopen_battery' | 'push' | 'cancel';

const session = fc.nat(7);
const pick = fc.nat(99);

const command: fc.Arbitrary<SaleCommand> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ type: fc.constant('begin' as const), who: fc.constantFrom(0, 0, 1, 2) }) },
	{ weight: 4, arbitrary: fc.record({ type: fc.constant('go_on' as const), session, pick }) },
	{ weight: 14, arbitrary: fc.record({ type: fc.constant('rush' as const), pick }) },
	{
		weight: 4,
		arbitrary: fc.record({
			type: fc.constant('step' as const),
			session,
			step: fc.constantFrom<OtherStep[]>(
				...(['reopen_customer', 'reopen_package', 'reopen_plan', 'reopen_battery', 'cancel'] as const),
				...(['push', 'push', 'push', 'push'] as const),
			),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ type: fc.constant('hand_over' as const), session }) },
	{
		weight: 4,
		arbitrary: fc.record({
			type: fc.constant('agent' as const),
			result: fc.constantFrom('0', '0', '0', '2001', '4999'),
			amountMinor: fc.constantFrom(null, null, 500_000, 2_000_000),
		}),
	},
);

const delivery = fc.record({ command, copies: fc.constantFrom(1, 1, 2, 3), order: fc.nat(9) });

/** Random runs of batches of one to three commands, mostly within the day. */
export const randomSales: fc.Arbitrary<Batch<SaleCommand>[]> = fc.array(
	fc.record({
		deliveries: fc.array(delivery, { minLength: 1, maxLength: 3 }),
		waitMs: fc.oneof(
			{ weight: 40, arbitrary: fc.constantFrom(0, 1000, 30_000, 120_000) },
			{ weight: 1, arbitrary: fc.constant(25 * 3_600_000) },
		),
	}),
	{ minLength: 12, maxLength: 40 },
);
