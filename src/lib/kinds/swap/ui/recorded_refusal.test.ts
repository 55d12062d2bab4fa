import { expect, test } from 'vitest';
import { recordedRefusal } from './recorded_refusal.ts';

const recorded = { correlationId: 'cor-1', at: 0 };

test('a refusal is told with the values that were recorded with it', () => {
	const details = 'scanned: 100049 | expected: 100042';
	const refusal = { ...recorded, code: 'BATTERY_MISMATCH', message: 'As it was then', details };
	expect(recordedRefusal(refusal)).toEqual({
		code: 'BATTERY_MISMATCH',
		params: { scanned: '100049', expected: '100042' },
		message: 'Battery 100049 was read, 100042 is on this plan; connect the right one',
	});
});

test('a refusal that has no text any more is told as it was recorded', () => {
	const refusal = { ...recorded, code: 'OLD_CODE', message: 'As it was then', details: null };
	expect(recordedRefusal(refusal).message).toBe('As it was then');
});
