import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentBatteryId, serviceOf } from './facts.ts';
import { aggregateQuota, boughtMilli, isExhausted, isInfinite, remainingMilli } from './quota.ts';
import { newPlan, samplePlan, withService } from './sample_plan.ts';

describe('quota', () => {
	test('is what was granted less what was used, below zero if it was overdrawn', () => {
		expect(remainingMilli({ usedMilli: 54_500, quotaMilli: 100_000 })).toBe(45_500);
		expect(remainingMilli({ usedMilli: 125, quotaMilli: 100 })).toBe(-25);
	});

	test('is infinite above 100,000 units, and exhausted at nothing', () => {
		expect([100_000_000, 100_000_001].map((quotaMilli) => isInfinite({ quotaMilli }))).toEqual([false, true]);
		expect([999, 1000, 1001].map((usedMilli) => isExhausted({ usedMilli, quotaMilli: 1000 }))).toEqual([
			false,
			true,
			true,
		]);
	});

	test('of unlike units is summed over what the plan bundles, as the spec shows it', () => {
		expect(aggregateQuota(samplePlan)).toEqual({ usedMilli: 69_500, quotaMilli: 122_000 });
		const beside = withService(samplePlan, 'swap_count', { bundled: false });
		expect(aggregateQuota(beside)).toEqual({ usedMilli: 54_500, quotaMilli: 101_000 });
	});

	test('288 KES at 120 a kWh buy 2400 Wh', () => expect(boughtMilli(28_800, 12_000)).toBe(2400));

	test('money never buys more than it is worth, and less than one thousandth is lost', () => {
		const property = fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 1_000_000 }), (amount, price) => {
			const bought = boughtMilli(amount, price);
			expect(bought * price).toBeLessThanOrEqual(amount * 1000);
			expect((bought + 1) * price).toBeGreaterThan(amount * 1000);
		});
		fc.assert(property);
	});
});

describe('the battery of a plan', () => {
	test('is the one that a bundled service holds, else any', () => {
		expect(currentBatteryId(samplePlan)).toBe('B0723025100042');
		expect(currentBatteryId(newPlan)).toBeNull();
		const beside = withService(withService(samplePlan, 'energy', { bundled: false, currentAsset: 'B1' }), 'fleet', {});
		expect(currentBatteryId(beside)).toBe('B0723025100042');
		expect(currentBatteryId(withService(beside, 'fleet', { currentAsset: null }))).toBe('B1');
	});

	test('a bundled service of a kind comes before one that is sold beside', () => {
		const [energy] = samplePlan.services;
		if (!energy) throw new Error('The sample has services');
		const plan = { ...samplePlan, services: [{ ...energy, serviceId: 'beside', bundled: false }, energy] };
		expect(serviceOf(plan, 'energy')?.serviceId).toBe('service-electricity-monthly');
		expect(serviceOf(plan, 'fleet')).toBeUndefined();
	});
});
