import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDeadlines } from './deadlines.ts';

describe('deadlines', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	test('a wait that nothing ends expires once, after its time and at most a quarter of it later', () => {
		const expire = vi.fn();
		const deadlines = createDeadlines(1000);
		vi.advanceTimersByTime(300);
		deadlines.start(expire);
		vi.advanceTimersByTime(999);
		expect(expire).not.toHaveBeenCalled();
		vi.advanceTimersByTime(251);
		expect(expire).toHaveBeenCalledOnce();
		vi.advanceTimersByTime(5000);
		expect(expire).toHaveBeenCalledOnce();
	});

	test('a wait that ends in time never expires', () => {
		const expire = vi.fn();
		const end = createDeadlines(1000).start(expire);
		vi.advanceTimersByTime(900);
		end();
		vi.advanceTimersByTime(5000);
		expect(expire).not.toHaveBeenCalled();
	});

	test('leaves no timer behind when nothing waits', () => {
		createDeadlines(1000).start(() => undefined)();
		vi.advanceTimersByTime(250);
		expect(vi.getTimerCount()).toBe(0);
	});
});
