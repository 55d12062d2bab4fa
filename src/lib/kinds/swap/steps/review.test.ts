import { expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { sampleFacts, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import { given } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import { butNow, issued, minute, takenBack } from '../swap_scenes.ts';
import { review } from './review.ts';

test('waives the payment if quota covers the energy', () => {
	expect(given(swap, issued()).when(review, {})).toMatchObject({
		ok: true,
		value: { events: [{ type: 'payment_waived', at: minute(10), reason: 'QUOTA_CREDIT', price: { quotaWh: 2400 } }] },
	});
});

test('asks for whole currency units if it does not', () => {
	expect(given(swap, issued(spentPlan)).when(review, {})).toMatchObject({
		value: {
			events: [{ type: 'payment_requested', price: { costMinor: 28_800, payableMinor: 28_800, skipReason: null } }],
		},
	});
});

test('waives what rounds to nothing', () => {
	const nearly = withService(samplePlan, 'energy', { usedMilli: 97_605 });
	expect(given(swap, issued(nearly)).when(review, {})).toMatchObject({
		value: {
			events: [{ type: 'payment_waived', reason: 'ZERO_COST_ROUNDING', price: { chargeableWh: 5, costMinor: 60 } }],
		},
	});
});

test('rests on the quota as it is now, not as it was when the battery was bound', () => {
	const scene = butNow(issued(), { facts: sampleFacts(spentPlan) });
	expect(given(swap, scene).when(review, {})).toMatchObject({
		value: { events: [{ type: 'payment_requested', price: { payableMinor: 28_800 } }] },
	});
});

test('refuses a plan that has gone', () => {
	const scene = butNow(issued(), { facts: sampleFacts(null) });
	expect(given(swap, scene).when(review, {})).toEqual(refuse('PLAN_UNKNOWN'));
});

test('refuses before the new battery is bound', () => {
	expect(given(swap, takenBack()).when(review, {})).toEqual(
		refuse('STEP_NOT_OPEN', { step: 'review', state: 'issue' }),
	);
});
