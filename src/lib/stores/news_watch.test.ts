import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchNews } from './news_watch.ts';

/** A source that counts how often it was looked at. */
function source() {
	const state = { isAwaited: true, isReached: true, isVisible: true, looks: 0 };
	const watch = watchNews({
		isAwaited: () => state.isAwaited,
		isVisible: () => state.isVisible,
		look: async () => {
			state.looks++;
			return state.isReached;
		},
	});
	return { state, watch };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('looks every two seconds while news is awaited, and not once it has come', async () => {
	const { state, watch } = source();
	watch.wake();
	await vi.advanceTimersByTimeAsync(6000);
	expect(state.looks).toBe(3);
	state.isAwaited = false;
	await vi.advanceTimersByTimeAsync(60_000);
	expect(state.looks).toBe(4);
	expect(vi.getTimerCount()).toBe(0);
	state.isAwaited = true;
	watch.wake();
	await vi.advanceTimersByTimeAsync(2000);
	expect(state.looks).toBe(5);
});

test('does nothing while none is awaited', async () => {
	const { state, watch } = source();
	state.isAwaited = false;
	watch.wake();
	expect(vi.getTimerCount()).toBe(0);
});

test('being woken twice is one watch', async () => {
	const { state, watch } = source();
	watch.wake();
	watch.wake();
	await vi.advanceTimersByTimeAsync(2000);
	expect(state.looks).toBe(1);
});

test('looks less and less often while the server is not reached, and as before once it is', async () => {
	const { state, watch } = source();
	state.isReached = false;
	watch.wake();
	await vi.advanceTimersByTimeAsync(2000 + 4000 + 8000);
	expect(state.looks).toBe(3);
	state.isReached = true;
	await vi.advanceTimersByTimeAsync(16_000 + 2000);
	expect(state.looks).toBe(5);
});

test('a tab that nobody sees does not ask', async () => {
	const { state, watch } = source();
	state.isVisible = false;
	watch.wake();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(state.looks).toBe(0);
	state.isVisible = true;
	await vi.advanceTimersByTimeAsync(2000);
	expect(state.looks).toBe(1);
	watch.stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('a watch that is stopped while it looks does not go on', async () => {
	let answer = (_: boolean) => {};
	const watch = watchNews({
		isAwaited: () => true,
		isVisible: () => true,
		look: () => new Promise<boolean>((resolve) => (answer = resolve)),
	});
	watch.wake();
	await vi.advanceTimersByTimeAsync(2000);
	watch.stop();
	answer(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(vi.getTimerCount()).toBe(0);
});
