import fc from 'fast-check';

/** One thing that a trusted account asks or that happens by itself; every number is picked modulo what there is. */
export type OperationCommand =
	| { readonly type: 'checkin'; readonly plan: number; readonly pick: number }
	| { readonly type: 'checkout'; readonly plan: number; readonly pick: number; readonly energyWh: number }
	| { readonly type: 'swap'; readonly plan: number; readonly pick: number; readonly pay: Paid | null }
	| { readonly type: 'top_up'; readonly plan: number; readonly pay: Paid }
	| { readonly type: 'request'; readonly plan: number; readonly amount: number | null }
	| { readonly type: 'collect'; readonly plan: number; readonly pay: Partial<Paid> }
	| { readonly type: 'set_up' | 'report' | 'usage'; readonly plan: number }
	/** Periods end by the clock. */
	| { readonly type: 'advance' }
	/** The agent delivers to an ERP in this mood. */
	| { readonly type: 'deliver'; readonly mood: 'up' | 'down' | 'no' };

/** Money in whole units, under one of few receipts, so that some count twice. */
export interface Paid {
	readonly amount: number;
	readonly reference: number;
	readonly paymentType: 'TOP_UP' | 'DEPOSIT' | 'RENEWAL';
}

/** A command and how often each of its requests is delivered. */
export interface OperationDelivery {
	readonly command: OperationCommand;
	readonly copies: number;
}

/** Commands that go at once, and the time that passes before them, ms. */
export interface OperationBatch {
	readonly deliveries: readonly OperationDelivery[];
	readonly waitMs: number;
}

const plan = fc.nat(2);
const pick = fc.nat(19);
const paid = fc.record({
	amount: fc.integer({ min: 1, max: 1200 }),
	reference: fc.nat(30),
	paymentType: fc.constantFrom('TOP_UP' as const, 'TOP_UP' as const, 'DEPOSIT' as const, 'RENEWAL' as const),
});
const kind = <Type extends OperationCommand['type']>(type: Type) => fc.constant(type);

const command: fc.Arbitrary<OperationCommand> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ type: kind('checkin'), plan, pick }) },
	{ weight: 4, arbitrary: fc.record({ type: kind('checkout'), plan, pick, energyWh: fc.nat(9000) }) },
	{ weight: 4, arbitrary: fc.record({ type: kind('swap'), plan, pick, pay: fc.option(paid) }) },
	{ weight: 2, arbitrary: fc.record({ type: kind('top_up'), plan, pay: paid }) },
	{
		weight: 2,
		arbitrary: fc.record({ type: kind('request'), plan, amount: fc.option(fc.integer({ min: 1, max: 900 })) }),
	},
	{ weight: 5, arbitrary: fc.record({ type: kind('collect'), plan, pay: fc.oneof(paid, fc.constant({})) }) },
	{
		weight: 3,
		arbitrary: fc.record({ type: fc.constantFrom('set_up' as const, 'report' as const, 'usage' as const), plan }),
	},
	{ weight: 2, arbitrary: fc.record({ type: kind('advance') }) },
	{
		weight: 3,
		arbitrary: fc.record({
			type: kind('deliver'),
			mood: fc.constantFrom('up' as const, 'up' as const, 'down' as const, 'no' as const),
		}),
	},
);

/** Random runs of operations over some weeks. */
export const operationRuns: fc.Arbitrary<OperationBatch[]> = fc.array(
	fc.record({
		deliveries: fc.array(fc.record({ command, copies: fc.constantFrom(1, 1, 2, 3) }), { minLength: 1, maxLength: 4 }),
		waitMs: fc.constantFrom(0, 1000, 60_000, 3_600_000, 24 * 3_600_000, 3 * 24 * 3_600_000),
	}),
	{ minLength: 15, maxLength: 45 },
);
