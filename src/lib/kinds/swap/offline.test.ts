import { describe, expect, test } from 'vitest';
import { given } from '#lib/session/given.ts';
import { followSteps, takeOffline } from '#lib/session/offline.ts';
import { swap } from './kind.ts';
import {
	freshReading,
	identified,
	issued,
	minute,
	oldReading,
	requested,
	takenBack,
	type SwapScene,
} from './swap_scenes.ts';

const sessionOf = (scene: SwapScene) => given(swap, scene).session;
const at = (step: string, input: unknown, version: number) => ({
	step,
	input,
	version,
	key: 'cor-1',
	queuedAt: minute(11),
});

describe('a swap without the server', () => {
	test('ends in the same state and price as with it', () => {
		const { session, unconfirmed } = followSteps(swap, sessionOf(identified()), [
			at('take_back', { reading: oldReading }, 2),
			at('issue', { reading: freshReading }, 3),
		]);
		const online = sessionOf(issued());
		expect([session.state, session.version, unconfirmed]).toEqual([online.state, online.version, 2]);
		expect(session.data.price).toEqual(online.data.price);
	});

	test.each([
		['identify', sessionOf({ ...identified(), events: [] })],
		['review', sessionOf(issued())],
		['complete', sessionOf(issued())],
		['cancel', sessionOf(issued())],
	])('does not %s', (step, session) => {
		expect(takeOffline(swap, session, at(step, {}, session.version))).toMatchObject({ code: 'STEP_NEEDS_SERVER' });
	});

	test('does not go back once money was asked for and a request is out', () => {
		const session = sessionOf(requested());
		const push = { intentId: 'push-1', phone: '254712345678', amountMinor: 28_800, at: minute(15), progress: null };
		const asked = { ...session, data: { ...session.data, push: push as never } };
		expect(takeOffline(swap, session, at('reopen_issue', {}, session.version)).ok).toBe(true);
		expect(takeOffline(swap, asked, at('reopen_issue', {}, session.version)).ok).toBe(false);
	});

	test('refuses what the server would: another battery than the plan’s, and the same one out as in', () => {
		const back = takeOffline(swap, sessionOf(identified()), at('take_back', { reading: freshReading }, 2));
		const out = takeOffline(swap, sessionOf(takenBack()), at('issue', { reading: oldReading }, 3));
		expect([back, out]).toMatchObject([{ code: 'BATTERY_MISMATCH' }, { code: 'SAME_BATTERY_SCANNED' }]);
	});

	test('goes by no clock: a phone that is a month ahead or behind takes the step', () => {
		const session = sessionOf(identified());
		for (const queuedAt of [0, session.expiresAt * 2]) {
			const taken = takeOffline(swap, session, { ...at('take_back', { reading: oldReading }, 2), queuedAt });
			expect(taken.ok && taken.value.updatedAt >= session.updatedAt).toBe(true);
		}
	});

	test('steps of older versions are passed over, and what does not follow is not shown', () => {
		const steps = [at('take_back', { reading: oldReading }, 2), at('issue', { reading: freshReading }, 3)];
		expect(followSteps(swap, sessionOf(takenBack()), steps)).toMatchObject({
			unconfirmed: 1,
			session: { state: 'review' },
		});
		expect(followSteps(swap, sessionOf(issued()), steps)).toMatchObject({
			unconfirmed: 0,
			session: { state: 'review' },
		});
		expect(followSteps(swap, sessionOf(identified()), steps.slice(1))).toMatchObject({ unconfirmed: 0 });
	});
});
