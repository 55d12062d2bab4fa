import { afterEach, describe, expect, test, vi } from 'vitest';
import { LiveCharge, type FollowedCharge } from './live_charge.svelte.ts';

const told = (version: number, energyWh: number): FollowedCharge => ({
	...{ id: 'chg-1', version, status: 'active', newsAt: version * 1000, energyWh, powerW: 22_000, level: 50 },
});
const answer = (charge: FollowedCharge) =>
	vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(charge))));

afterEach(() => vi.unstubAllGlobals());

describe('a session that is watched', () => {
	test('grows by a point whenever something was told', async () => {
		const live = new LiveCharge(told(1, 0), []);
		answer(told(2, 400));
		await live.look();
		await live.look();
		expect(live.shown.energyWh).toBe(400);
		expect(live.curve).toEqual([{ at: 2000, energyWh: 400, powerW: 22_000, level: 50 }]);
	});

	test('shows nothing older than what is shown', () => {
		const live = new LiveCharge(told(3, 900), []);
		live.take(told(2, 400));
		expect(live.shown.energyWh).toBe(900);
	});

	test('keeps what it has while the server is not reached, and says so until it is', async () => {
		const live = new LiveCharge(told(1, 100), []);
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		await live.look();
		expect([live.shown.energyWh, live.isReached]).toEqual([100, false]);
		answer(told(2, 200));
		await live.look();
		expect([live.shown.energyWh, live.isReached]).toEqual([200, true]);
	});

	test('tells that it has ended', () => {
		const live = new LiveCharge(told(1, 100), []);
		live.take({ ...told(2, 300), status: 'completed' });
		expect(live.hasEnded).toBe(true);
	});
});
