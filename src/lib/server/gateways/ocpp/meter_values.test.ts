import { expect, test } from 'vitest';
import { readMeter, type Quantity, type Sample } from './meter_values.ts';

const phases = (quantity: Quantity, value: number): Sample[] =>
	['L1', 'L2', 'L3'].map((phase) => ({ quantity, value, phase, context: 'Sample.Periodic' }));

test('what each phase can be and all together cannot is left out: nothing later would take it', () => {
	const samples = [...phases('register', 9e11), ...phases('power', 9e7), ...phases('soc', 80)];
	expect(readMeter([{ at: 1, samples }])).toEqual({
		readings: [{ at: 1, registerWh: null, powerW: null, socPercent: null }],
		beginWh: null,
		endWh: null,
	});
});

test('phases that can be are added up', () => {
	const samples = [...phases('register', 1000), ...phases('power', 7000)];
	expect(readMeter([{ at: 1, samples }]).readings).toEqual([
		{ at: 1, registerWh: 3000, powerW: 21_000, socPercent: null },
	]);
});
