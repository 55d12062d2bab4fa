import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundClaim } from './plausible.ts';

const plausible = { energyWh: 2850, chargePercent: 95, packMillivolts: 75_000 };

test('a plausible claim is left as it is', () => {
	expect(boundClaim(plausible, 3000)).toEqual({ energyWh: 2850, chargePercent: 95, flags: [] });
});

test.each([
	[{ energyWh: 6001 }, { energyWh: 6001, flags: ['energy_above_rating'] }],
	[{ energyWh: -5 }, { energyWh: 0, flags: ['energy_below_zero'] }],
	[{ chargePercent: 101 }, { chargePercent: 100, flags: ['charge_out_of_range'] }],
	[{ chargePercent: NaN }, { chargePercent: 0, flags: ['charge_out_of_range'] }],
	[{ packMillivolts: 3_700 }, { flags: ['voltage_implausible'] }],
	[{ packMillivolts: -75_000 }, { flags: ['voltage_implausible'] }],
])('%o is bounded and flagged', (claim, bounded) => {
	expect(boundClaim({ ...plausible, ...claim }, 3000)).toMatchObject(bounded);
});

test('whatever the numbers, the answer is whole and within bounds', () => {
	fc.assert(
		fc.property(fc.double(), fc.double(), fc.option(fc.double()), (energyWh, chargePercent, packMillivolts) => {
			const bounded = boundClaim({ energyWh, chargePercent, packMillivolts }, 3000);
			expect(Number.isInteger(bounded.energyWh) && bounded.energyWh >= 0 && bounded.energyWh <= 100_000).toBe(true);
			expect(Number.isInteger(bounded.chargePercent)).toBe(true);
			expect(bounded.chargePercent >= 0 && bounded.chargePercent <= 100).toBe(true);
		}),
	);
});
