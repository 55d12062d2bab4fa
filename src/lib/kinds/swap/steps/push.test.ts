import { expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { awaitsPush, pushView } from '#lib/kinds/parts/push_view.ts';
import { samplePlan, spentPlan } from '#lib/plan/sample_plan.ts';
import { given } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import { butNow, cash, freshReading, issued, minute, receipt, requested, type SwapScene } from '../swap_scenes.ts';
import { complete } from './complete.ts';
import { issue } from './issue.ts';
import { push, pushUpdate } from './push.ts';
import { reopenIssue } from './reopen.ts';
import { review } from './review.ts';

const second = 1000;
const intentId = 'request-1/push';
const sent = { status: 'sent', checkoutId: 'ws_CO_1', message: 'Request accepted' };
const wrongPin = { status: 'failed', code: 'wrong_pin', message: 'The PIN was wrong' };

/** The phone was asked at minute 15. */
const pushed = () => given(swap, requested()).taken(push, {});
const told = (scene: SwapScene, progress: object) => given(swap, scene).taken(pushUpdate, { intentId, progress });
const at = (scene: SwapScene, now: number) => given(swap, butNow(scene, { now }));
const money = (amountMinor: number) => ({
	correlationId: intentId,
	intentId,
	payment: receipt(amountMinor, { verification: 'provider' }),
	service: null,
});

test('asks the customer’s own phone for what is due', () => {
	expect(given(swap, requested()).when(push, {})).toMatchObject({
		value: {
			events: [
				{ type: 'push_requested', at: minute(15), push: { intentId, phone: '254712345678', amountMinor: 28_800 } },
			],
		},
	});
});

test('asks another phone, and only for the rest of a part that was paid', () => {
	const part = given(swap, requested()).taken(complete, { correlationId: 'c', payment: cash(8800), service: null });
	expect(given(swap, part).when(push, { phone: '+254 733 000 111' })).toMatchObject({
		value: { events: [{ push: { phone: '254733000111', amountMinor: 20_000 } }] },
	});
});

test.each(['0712 345 678', '254', 'my phone'])('refuses %s as a phone', (phone) => {
	expect(given(swap, requested()).when(push, { phone })).toMatchObject({
		code: 'INPUT_INVALID',
		params: { path: 'phone' },
	});
});

test('asks nobody where the customer has no phone and none is named', () => {
	const plan = { ...spentPlan, customer: { ...samplePlan.customer, phone: '' } };
	expect(given(swap, requested(plan)).when(push, {})).toMatchObject({
		code: 'INPUT_INVALID',
		params: { path: 'phone' },
	});
});

test('asks no phone before the price is confirmed', () => {
	expect(given(swap, issued(spentPlan)).when(push, {})).toEqual(
		refuse('STEP_NOT_OPEN', { step: 'push', state: 'review' }),
	);
});

test('refuses a second request for 90 seconds, which begin when the phone rings', () => {
	expect(at(pushed(), minute(15) + 89 * second).when(push, {})).toEqual(refuse('PUSH_PENDING'));
	expect(at(pushed(), minute(15) + 90 * second).when(push, {})).toMatchObject({ ok: true });
	const rang = told(butNow(pushed(), { now: minute(15) + 40 * second }), sent);
	expect(at(rang, minute(15) + 129 * second).when(push, {})).toEqual(refuse('PUSH_PENDING'));
	expect(at(rang, minute(15) + 130 * second).when(push, {})).toMatchObject({ ok: true });
});

test('after a failure the phone may be asked again at once', () => {
	const failed = told(told(pushed(), sent), wrongPin);
	expect(given(swap, failed).session.data.push?.progress).toEqual(wrongPin);
	expect(given(swap, failed).when(push, {})).toMatchObject({ ok: true });
});

test('refuses news of an older request', () => {
	expect(given(swap, pushed()).when(pushUpdate, { intentId: 'request-0/push', progress: sent })).toEqual(
		refuse('PUSH_UNKNOWN'),
	);
	expect(given(swap, requested()).when(pushUpdate, { intentId, progress: sent })).toEqual(refuse('PUSH_UNKNOWN'));
});

test('the money of a request settles, and takes its place', () => {
	const paid = given(swap, told(pushed(), sent)).taken(complete, money(28_800));
	const { state, data } = given(swap, paid).session;
	expect([state, data.push, data.paidMinor]).toEqual(['complete', null, 28_800]);
});

test('less money than was asked for leaves the rest due, and no request open', () => {
	const paid = given(swap, told(pushed(), sent)).taken(complete, money(20_000));
	expect(given(swap, paid).session).toMatchObject({ state: 'pay', data: { push: null, paidMinor: 20_000 } });
	expect(given(swap, paid).when(push, {})).toMatchObject({ value: { events: [{ push: { amountMinor: 8800 } }] } });
});

test('cash meanwhile leaves the request open, and its money is then too much', () => {
	const part = given(swap, told(pushed(), sent)).taken(complete, {
		correlationId: 'c',
		payment: cash(8800),
		service: null,
	});
	expect(given(swap, part).session.data.push?.intentId).toBe(intentId);
	expect(given(swap, part).when(complete, money(28_800))).toMatchObject({
		value: { events: [{ type: 'payment_settled', payment: { amountMinor: 28_800, excessMinor: 8800 } }] },
	});
});

test('after reopening nothing waits any more: news and money find no place in the session', () => {
	const reopened = given(swap, told(pushed(), sent)).taken(reopenIssue, {});
	expect(given(swap, reopened).session.data.push).toBeNull();
	expect(given(swap, reopened).when(pushUpdate, { intentId, progress: wrongPin })).toMatchObject({
		code: 'STEP_NOT_OPEN',
	});
	expect(given(swap, reopened).when(complete, money(28_800))).toMatchObject({ code: 'STEP_NOT_OPEN' });
});

test('a request for an earlier price does not stand in the way of the next', () => {
	const reopened = given(swap, told(pushed(), sent)).taken(reopenIssue, {});
	const reviewed = given(swap, given(swap, reopened).taken(issue, { reading: freshReading })).taken(review, {});
	expect(given(swap, reviewed).when(push, {})).toMatchObject({ ok: true });
	expect(given(swap, reviewed).when(pushUpdate, { intentId, progress: wrongPin })).toEqual(refuse('PUSH_UNKNOWN'));
});

/** A request and the seconds after it was asked for. */
const afterAWhile = (scene: SwapScene, seconds: number) => ({ ...scene, now: minute(15) + seconds * second });
const failedBy = (code: string) => told(pushed(), { status: 'failed', code, message: '' });

test.each([
	['requested', afterAWhile(pushed(), 0), true],
	['waiting', afterAWhile(told(pushed(), sent), 0), true],
	['unknown', afterAWhile(told(pushed(), { ...sent, checkoutId: '' }), 0), true],
	['unknown', afterAWhile(told(pushed(), sent), 90), true],
	['unknown', afterAWhile(pushed(), 90), true],
	['failed', afterAWhile(told(pushed(), wrongPin), 0), true],
	['failed', afterAWhile(failedBy('daily_limit'), 0), false],
	['failed', afterAWhile(failedBy('PUSH_PHONE_INVALID'), 0), true],
	['failed', afterAWhile(failedBy('PUSH_CURRENCY_UNSUPPORTED'), 0), false],
] as const)('is seen as %s (%#)', (stage, scene, retryHelps) => {
	const { session } = given(swap, scene);
	const request = session.data.push;
	if (!request) throw new TypeError('A request is under way');
	expect(pushView(request, scene.now)).toMatchObject({ stage, retryHelps });
	expect(awaitsPush(session)).toBe(stage !== 'failed');
});
