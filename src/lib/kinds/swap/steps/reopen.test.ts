import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { sampleFacts, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import { given } from '#lib/session/given.ts';
import { stepsCompleted } from '#lib/session/flow_state.ts';
import { swap } from '../kind.ts';
import {
	begun,
	butNow,
	firstIssued,
	freshReading,
	identified,
	issued,
	minute,
	receipt,
	requested,
	takenBack,
	waived,
} from '../swap_scenes.ts';
import { cancel } from './cancel.ts';
import { complete } from './complete.ts';
import { issue } from './issue.ts';
import { reopenIssue, reopenReturn } from './reopen.ts';
import { review } from './review.ts';

describe('going back', () => {
	test.each([issued(), requested(), waived()])('to the new battery leaves customer and old battery', (scene) => {
		const { session } = given(swap, given(swap, scene).taken(reopenIssue, {}));
		expect(session).toMatchObject({
			state: 'issue',
			flow: { currentStep: 3 },
			data: { oldBattery: { id: 'B0723025100042' }, newBattery: null, price: null, cleared: null, orderId: null },
		});
		expect(stepsCompleted(session.flow)).toEqual([1, 2]);
	});

	test.each([takenBack(), issued()])('to the old battery leaves the customer', (scene) => {
		const { session } = given(swap, given(swap, scene).taken(reopenReturn, {}));
		expect(session).toMatchObject({ state: 'take_back', data: { oldBattery: null, newBattery: null, price: null } });
		expect(stepsCompleted(session.flow)).toEqual([1]);
	});

	test('keeps the furthest step and what was paid, which is quota by then', () => {
		const paid = given(swap, requested()).taken(complete, {
			correlationId: 'c',
			payment: receipt(10_000),
			service: null,
		});
		const plan = withService(spentPlan, 'energy', { quotaMilli: 100_833 });
		const back = butNow(given(swap, paid).taken(reopenIssue, {}), { facts: sampleFacts(plan) });
		const again = given(swap, back).taken(issue, { reading: freshReading });
		const { session } = given(swap, given(swap, again).taken(review, {}));
		expect(session).toMatchObject({
			state: 'pay',
			flow: { currentStep: 5, maxStepReached: 5 },
			data: {
				paidMinor: 0,
				payments: [{ amountMinor: 10_000 }],
				price: { quotaWh: 833, chargeableWh: 1567, payableMinor: 18_800 },
			},
		});
	});

	test('is refused where there is nothing to go back to', () => {
		expect(given(swap, takenBack()).when(reopenIssue, {})).toMatchObject({ code: 'STEP_NOT_OPEN' });
		expect(given(swap, requested()).when(reopenReturn, {})).toMatchObject({ code: 'STEP_NOT_OPEN' });
		expect(given(swap, firstIssued()).when(reopenReturn, {})).toEqual(
			refuse('STEP_NOT_OPEN', { step: 'take_back', state: 'review' }),
		);
	});
});

describe('giving up', () => {
	test.each([begun(), identified(), takenBack(), issued(), requested(), waived()])(
		'ends the session from step %#',
		(scene) => {
			const { session } = given(swap, given(swap, scene).taken(cancel, { reason: 'Customer left' }));
			expect(session).toMatchObject({
				state: 'cancelled',
				status: 'cancelled',
				endedAt: scene.now,
				data: { endReason: 'Customer left' },
				flow: given(swap, scene).session.flow,
			});
		},
	);

	test('needs a reason', () => {
		expect(given(swap, begun()).when(cancel, { reason: ' ' })).toMatchObject({ code: 'INPUT_INVALID' });
	});

	test('is refused once it has ended', () => {
		const ended = given(swap, begun()).taken(cancel, { reason: 'Customer left' });
		expect(given(swap, ended).when(cancel, { reason: 'again' })).toEqual(
			refuse('SESSION_ENDED', { status: 'cancelled' }),
		);
	});

	test('is refused once its time is over', () => {
		const late = butNow(identified(), { now: minute(2 + 24 * 60) });
		expect(given(swap, late).when(cancel, { reason: 'late' })).toEqual(refuse('SESSION_EXPIRED'));
		expect(given(swap, butNow(late, { now: minute(2 + 24 * 60) - 1 })).when(cancel, { reason: 'late' })).toMatchObject({
			ok: true,
		});
	});
});
