import { describe, expect, test } from 'vitest';
import { createRecordGate, recordLimit } from './record_gate.ts';

const flood = (gate: ReturnType<typeof createRecordGate>, source: string, count: number) =>
	Array.from({ length: count }, () => gate.admit(source));

describe('a record gate', () => {
	test('lets a source fill its window, then tell once that more follow', () => {
		const gate = createRecordGate(() => 0);
		const admitted = flood(gate, 'tab-1', recordLimit.records + 3);
		expect(admitted).toEqual([...Array<string>(recordLimit.records).fill('record'), 'last', 'none', 'none']);
	});

	test('counts each source by itself', () => {
		const gate = createRecordGate(() => 0);
		flood(gate, 'tab-1', recordLimit.records + 1);
		expect(gate.admit('tab-2')).toBe('record');
	});

	test('opens again in the next window', () => {
		let now = 0;
		const gate = createRecordGate(() => now);
		flood(gate, 'tab-1', recordLimit.records + 1);
		now = recordLimit.windowMs - 1;
		expect(gate.admit('tab-1')).toBe('none');
		now = recordLimit.windowMs;
		expect(gate.admit('tab-1')).toBe('record');
	});

	test('forgets the source that was quiet for longest, never the one at hand', () => {
		const gate = createRecordGate(() => 0);
		flood(gate, 'tab-1', recordLimit.records + 1);
		for (let i = 0; i < 9999; i++) gate.admit(`other-${i}`);
		expect(gate.admit('tab-1')).toBe('none');
		gate.admit('one more');
		expect(gate.admit('other-1')).toBe('record');
		expect(gate.admit('tab-1')).toBe('none');
	});
});
