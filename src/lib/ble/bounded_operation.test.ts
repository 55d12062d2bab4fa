import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boundedOperation, pause } from './bounded_operation.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});
const { signal } = new AbortController();

test('an operation that answers is done', async () => {
	const outcome = await boundedOperation(() => Promise.resolve(7), { limitMs: 5000, signal });
	expect(outcome).toEqual({ kind: 'done', value: 7 });
	expect(vi.getTimerCount()).toBe(0);
});

test('an operation that fails is told with its error', async () => {
	const error = new Error('no');
	const outcome = await boundedOperation(() => Promise.reject(error), { limitMs: 5000, signal });
	expect(outcome).toEqual({ kind: 'failed', error });
});

test('an operation that never answers times out at its limit, not before', async () => {
	const settled = vi.fn();
	void boundedOperation(never, { limitMs: 5000, signal }).then(settled);
	await vi.advanceTimersByTimeAsync(4999);
	expect(settled).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(1);
	expect(settled).toHaveBeenCalledWith({ kind: 'timed_out' });
});

test('an operation is not begun once aborted, and ends when aborted', async () => {
	const controller = new AbortController();
	const outcome = boundedOperation(never, { limitMs: 5000, signal: controller.signal });
	controller.abort();
	expect(await outcome).toEqual({ kind: 'aborted' });
	expect(vi.getTimerCount()).toBe(0);

	const operation = vi.fn(never);
	expect(await boundedOperation(operation, { limitMs: 5000, signal: controller.signal })).toEqual({ kind: 'aborted' });
	expect(operation).not.toHaveBeenCalled();
});

test('a pause is over after its time, or cut short', async () => {
	const controller = new AbortController();
	const whole = pause(75, controller.signal);
	await vi.advanceTimersByTimeAsync(75);
	expect(await whole).toBe(true);

	const cut = pause(75, controller.signal);
	controller.abort();
	expect(await cut).toBe(false);
});
