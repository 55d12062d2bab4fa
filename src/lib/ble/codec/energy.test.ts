import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capacityMahOf, energyWhOf } from './energy.ts';

test('energy is capacity × voltage in whole Wh', () => {
	expect(energyWhOf(15_290, 75_470)).toBe(1154);
	expect(energyWhOf(38_000, 75_000)).toBe(2850);
});

test('capacity holds the energy it was computed from', () => {
	fc.assert(
		fc.property(fc.nat(100_000), fc.integer({ min: 30_000, max: 120_000 }), (energyWh, packMillivolts) => {
			expect(energyWhOf(capacityMahOf(energyWh, packMillivolts), packMillivolts)).toBe(energyWh);
		}),
	);
});
