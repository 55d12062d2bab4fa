import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import { samplePlan, spentPlan, withoutService, withService } from './sample_plan.ts';
import { hasSwapLeft, priceSwap, type SwapPrice } from './swap_price.ts';

const swapOf = { inWh: 450, outWh: 2850 };
const left = (wh: number) => withService(samplePlan, 'energy', { usedMilli: 100_000 - wh });

function priced(...args: Parameters<typeof priceSwap>): SwapPrice {
	const price = priceSwap(...args);
	if (!price.ok) throw new Error(price.code);
	return price.value;
}

describe('the price of seeds/000 §2', () => {
	test('450 → 2850 Wh at 120 KES with 45.5 kWh of quota costs nothing', () => {
		expect(priceSwap(samplePlan, swapOf)).toEqual(
			ok({
				currency: 'KES',
				energyInWh: 450,
				energyOutWh: 2850,
				diffWh: 2400,
				quotaAvailableWh: 45_500,
				quotaWh: 2400,
				chargeableWh: 0,
				rateMinor: 12_000,
				costMinor: 0,
				payableMinor: 0,
				swapLeft: true,
				sufficientQuota: true,
				skipReason: 'QUOTA_CREDIT',
			}),
		);
	});

	test('without quota it is 288 KES', () => {
		expect(priced(spentPlan, swapOf)).toMatchObject({
			quotaWh: 0,
			chargeableWh: 2400,
			costMinor: 28_800,
			payableMinor: 28_800,
			sufficientQuota: false,
			skipReason: null,
		});
	});

	test('quota that covers a part is used first', () => {
		expect(priced(left(1400), swapOf)).toMatchObject({ quotaWh: 1400, chargeableWh: 1000, payableMinor: 12_000 });
	});

	test('a first battery counts whole', () => {
		expect(priced(samplePlan, { inWh: 0, outWh: 2850 })).toMatchObject({ diffWh: 2850, quotaWh: 2850 });
	});
});

describe('rounding is in the favour of the rider:', () => {
	test.each([
		[2859, 2400],
		[2860, 2410],
	])('energy out of %i Wh is a difference of %i Wh', (outWh, diffWh) => {
		expect(priced(samplePlan, { inWh: 450, outWh })).toMatchObject({ diffWh });
	});

	test('the rider pays whole units of what was rounded up to a cent', () => {
		const plan = withService(spentPlan, 'energy', { unitPriceMinor: 12_345 });
		expect(priced(plan, { inWh: 0, outWh: 1230 })).toMatchObject({ costMinor: 15_185, payableMinor: 15_100 });
	});

	test('less than one unit is not paid at all', () => {
		expect(priced(left(2392), swapOf)).toMatchObject({
			chargeableWh: 8,
			costMinor: 96,
			payableMinor: 0,
			sufficientQuota: false,
			skipReason: 'ZERO_COST_ROUNDING',
		});
	});

	test('exactly one unit is paid', () => {
		const plan = withService(spentPlan, 'energy', { unitPriceMinor: 10_000 });
		expect(priced(plan, { inWh: 0, outWh: 10 })).toMatchObject({ costMinor: 100, payableMinor: 100, skipReason: null });
	});

	test('a currency without cents is rounded once', () => {
		const plan = { ...withService(spentPlan, 'energy', { unitPriceMinor: 1500 }), currency: 'UGX' };
		expect(priced(plan, { inWh: 0, outWh: 1010 })).toMatchObject({ costMinor: 1515, payableMinor: 1515 });
	});
});

describe('nothing is to pay', () => {
	test.each([450, 451, 459])('if %i Wh come back for 450', (inWh) => {
		expect(priced(spentPlan, { inWh, outWh: 450 })).toMatchObject({
			diffWh: 0,
			quotaWh: 0,
			chargeableWh: 0,
			skipReason: 'QUOTA_CREDIT',
		});
	});

	test('if more comes back than goes out, and no quota is given for it', () => {
		expect(priced(spentPlan, { inWh: 2850, outWh: 445 })).toMatchObject({
			diffWh: -2400,
			quotaWh: 0,
			chargeableWh: 0,
			payableMinor: 0,
			skipReason: 'QUOTA_CREDIT',
		});
	});
});

describe('quota', () => {
	test('above 100,000 kWh is infinite', () => {
		const infinite = withService(samplePlan, 'energy', { usedMilli: 99_999_000, quotaMilli: 100_000_001 });
		expect(priced(infinite, swapOf)).toMatchObject({
			quotaAvailableWh: null,
			quotaWh: 2400,
			skipReason: 'QUOTA_CREDIT',
		});
		const finite = withService(samplePlan, 'energy', { usedMilli: 99_999_000, quotaMilli: 100_000_000 });
		expect(priced(finite, swapOf)).toMatchObject({ quotaAvailableWh: 1000, quotaWh: 1000 });
	});

	test('that was overdrawn elsewhere counts as none', () => {
		expect(priced(left(-25_000), swapOf)).toMatchObject({ quotaAvailableWh: 0, quotaWh: 0, chargeableWh: 2400 });
	});
});

describe('refuses', () => {
	test.each([null, 0, -1])('a rate of %s: it is an error, never free', (unitPriceMinor) => {
		expect(priceSwap(withService(samplePlan, 'energy', { unitPriceMinor }), swapOf)).toEqual(
			refuse('RATE_MISSING', { plan: 'SUB-8847-KE' }),
		);
	});

	test('a plan that sells no energy', () => {
		expect(priceSwap(withoutService(samplePlan, 'energy'), swapOf)).toMatchObject({ code: 'RATE_MISSING' });
	});

	test('a plan without a whole swap left, however much energy it has', () => {
		expect(priceSwap(withService(samplePlan, 'swap_count', { usedMilli: 20_001 }), swapOf)).toEqual(
			refuse('QUOTA_EXHAUSTED', { service: 'Swap Count Service' }),
		);
		expect(hasSwapLeft(withService(samplePlan, 'swap_count', { usedMilli: 20_000 }))).toBe(true);
		expect(hasSwapLeft(withoutService(samplePlan, 'swap_count'))).toBe(true);
	});
});

test('any price adds up', () => {
	const energies = fc.record({ inWh: fc.nat({ max: 6000 }), outWh: fc.nat({ max: 6000 }) });
	const plans = fc.record({
		usedMilli: fc.nat({ max: 200_000 }),
		quotaMilli: fc.nat({ max: 200_000 }),
		unitPriceMinor: fc.integer({ min: 1, max: 100_000 }),
	});
	const property = fc.property(energies, plans, fc.constantFrom('KES', 'UGX'), (energy, service, currency) => {
		const price = priced({ ...withService(samplePlan, 'energy', service), currency }, energy);
		const { diffWh, quotaWh, chargeableWh, costMinor, payableMinor, rateMinor } = price;
		const unit = currency === 'KES' ? 100 : 1;
		expect(Math.abs(diffWh - (energy.outWh - energy.inWh))).toBeLessThan(10);
		expect(quotaWh + chargeableWh).toBe(Math.max(0, diffWh));
		expect(quotaWh).toBeLessThanOrEqual(Math.max(0, service.quotaMilli - service.usedMilli));
		expect(costMinor * 1000).toBeGreaterThanOrEqual(chargeableWh * rateMinor);
		expect((costMinor - 1) * 1000).toBeLessThan(chargeableWh * rateMinor);
		expect(payableMinor).toBeLessThanOrEqual(costMinor);
		expect(costMinor - payableMinor).toBeLessThan(unit);
		expect(payableMinor % unit).toBe(0);
		expect(price.skipReason === null).toBe(payableMinor > 0);
		expect(price.sufficientQuota).toBe(chargeableWh === 0);
		for (const figure of Object.values(price)) {
			if (typeof figure === 'number') expect(Number.isSafeInteger(figure) && !Object.is(figure, -0)).toBe(true);
		}
	});
	fc.assert(property);
});
