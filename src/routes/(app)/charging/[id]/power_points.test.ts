import { expect, test } from 'vitest';
import { powerPoints } from './power_points.ts';

const hourMs = 3_600_000;

test('power is what was told', () =>
	expect(powerPoints([{ at: 0, energyWh: 0, powerW: 7400 }])).toEqual([{ x: 0, y: 7400 }]));

test('where nobody told it, it is what the energy comes to, from the beginning on', () =>
	expect(
		powerPoints([
			{ at: 0, energyWh: 0, powerW: null },
			{ at: hourMs / 2, energyWh: 5000, powerW: null },
			{ at: hourMs, energyWh: 7000, powerW: null },
		]).map(({ y }) => y),
	).toEqual([10_000, 10_000, 4000]));

test('two reports of one instant have no power between them', () =>
	expect(
		powerPoints([
			{ at: 0, energyWh: 0, powerW: null },
			{ at: 0, energyWh: 50, powerW: null },
		]).map(({ y }) => y),
	).toEqual([0, 0]));
