import { expect, test } from 'vitest';
import { mayBeServed } from '#lib/ledger/serve.ts';
import { paymentCycle, serviceCycle, type PaymentState, type ServiceState } from './cycles.ts';
import { samplePlan } from './sample_plan.ts';
import { planStanding } from './standing.ts';

const plans = ['ACTIVE', 'ORDERED', 'CANCELLED', 'SUSPENDED'].flatMap((status) =>
	(Object.keys(serviceCycle) as ServiceState[]).flatMap((serviceState) =>
		(Object.keys(paymentCycle) as PaymentState[]).flatMap((paymentState) =>
			[true, false].map((initialised) => ({ ...samplePlan, status, serviceState, paymentState, initialised })),
		),
	),
);

test('a rider reads that a plan is served exactly where a station may serve it', () => {
	const served = (plan: (typeof plans)[number]) => ['active', 'renewal_due'].includes(planStanding(plan));
	expect(plans.filter((plan) => served(plan) !== mayBeServed(plan).ok)).toEqual([]);
	expect(plans.filter(served)).toHaveLength(6);
});

test.each([
	[{ paymentState: 'OVERDUE' }, 'overdue'],
	[{ paymentState: 'INITIAL' }, 'deposit_due'],
	[{ paymentState: 'FINAL_DUE' }, 'final_due'],
	[{ paymentState: 'COMPLETE' }, 'ended'],
	[{ serviceState: 'BATTERY_LOST', paymentState: 'OVERDUE' }, 'battery_lost'],
	[{ initialised: false }, 'preparing'],
	[{ status: 'ORDERED', initialised: false }, 'ordered'],
	[{ status: 'CANCELLED' }, 'cancelled'],
	[{ status: 'SUSPENDED' }, 'suspended'],
] as const)('a plan that is %j stands as %s', (change, standing) => {
	expect(planStanding({ ...samplePlan, ...change })).toBe(standing);
});
