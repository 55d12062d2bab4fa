import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { PlanFacts, PlanService } from '#lib/plan/facts.ts';
import { remainingMilli } from '#lib/plan/quota.ts';
import { samplePlan, withoutService, withService } from '#lib/plan/sample_plan.ts';
import { applyQuota } from './balances.ts';
import { debit } from './debit.ts';

const swapOf = { plan: samplePlan, energyWh: 2400, paidServiceId: null, returned: true, waiverMinor: 0, key: 'k' };

/** Service kind, reason and amount of each entry. */
function entries(change: Partial<typeof swapOf> & { plan?: PlanFacts; paidServiceId?: string | null } = {}) {
	const debited = debit({ ...swapOf, ...change });
	if (!debited.ok) return debited;
	const plan = change.plan ?? samplePlan;
	const kindOf = (id: string) => plan.services.find(({ serviceId }) => serviceId === id)?.kind;
	return debited.value.map(({ serviceId, reason, amountMilli }) => [kindOf(serviceId), reason, amountMilli]);
}

describe('a swap consumes', () => {
	test('one battery, one swap and its energy', () => {
		expect(entries()).toEqual([
			['fleet', 'consumption', -1000],
			['swap_count', 'consumption', -1000],
			['energy', 'consumption', -2400],
		]);
	});

	test('of a bounded fleet what the returned battery freed', () => {
		const plan = withService(samplePlan, 'fleet', { usedMilli: 1000 });
		expect(entries({ plan, energyWh: 0 })).toEqual([
			['fleet', 'reversal', 1000],
			['fleet', 'consumption', -1000],
			['swap_count', 'consumption', -1000],
		]);
	});

	test('of an unbounded fleet one more each time', () => {
		const plan = withService(samplePlan, 'fleet', { usedMilli: 7000, quotaMilli: 200_000_000 });
		expect(entries({ plan, energyWh: 0 })).toEqual([
			['fleet', 'consumption', -1000],
			['swap_count', 'consumption', -1000],
		]);
	});

	test('no energy where none is metered, and nothing of what the plan does not have', () => {
		expect(entries({ plan: withoutService(withoutService(samplePlan, 'fleet'), 'swap_count'), energyWh: 0 })).toEqual(
			[],
		);
	});

	test('of the service that was paid for, if it is of that kind', () => {
		const [energy] = samplePlan.services;
		if (!energy) throw new Error('The sample has services');
		const beside: PlanService = { ...energy, serviceId: 'service-topup', bundled: false };
		const plan = { ...samplePlan, services: [...samplePlan.services, beside] };
		const paid = debit({ ...swapOf, plan, paidServiceId: 'service-topup' });
		expect(paid.ok && paid.value.map(({ serviceId }) => serviceId)).toContain('service-topup');
	});
});

describe('refuses', () => {
	test('a second battery of a bounded fleet if none comes back', () => {
		const plan = withService(samplePlan, 'fleet', { usedMilli: 1000 });
		expect(debit({ ...swapOf, plan, returned: false })).toEqual(
			refuse('QUOTA_EXHAUSTED', { service: 'Battery Fleet Service' }),
		);
	});

	test('a swap where less than one is left', () => {
		const plan = withService(samplePlan, 'swap_count', { usedMilli: 20_001 });
		expect(debit({ ...swapOf, plan })).toEqual(refuse('QUOTA_EXHAUSTED', { service: 'Swap Count Service' }));
	});

	test('energy that is not covered', () => {
		const plan = withService(samplePlan, 'energy', { usedMilli: 97_601 });
		expect(debit({ ...swapOf, plan })).toEqual(refuse('QUOTA_EXHAUSTED', { service: 'Electricity Service' }));
		expect(debit({ ...swapOf, plan: withService(samplePlan, 'energy', { usedMilli: 97_600 }) })).toMatchObject({
			ok: true,
		});
	});
});

describe('what rounding leaves uncovered', () => {
	const missing = (wh: number) => withService(samplePlan, 'energy', { usedMilli: 97_600 + wh });

	test('is waived up to the bound', () => {
		expect(entries({ plan: missing(9), waiverMinor: 108 })).toEqual([
			['fleet', 'consumption', -1000],
			['swap_count', 'consumption', -1000],
			['energy', 'waiver', 9],
			['energy', 'consumption', -2400],
		]);
	});

	test('is refused beyond it', () => {
		expect(debit({ ...swapOf, plan: missing(9), waiverMinor: 107 })).toMatchObject({ code: 'QUOTA_EXHAUSTED' });
	});

	test('is refused where energy has no price', () => {
		const plan = withService(missing(1), 'energy', { unitPriceMinor: null });
		expect(debit({ ...swapOf, plan, waiverMinor: 1000 })).toMatchObject({ code: 'QUOTA_EXHAUSTED' });
	});

	test('is refused on quota that was overdrawn elsewhere', () => {
		const plan = withService(samplePlan, 'energy', { usedMilli: 100_001 });
		expect(debit({ ...swapOf, plan, energyWh: 1, waiverMinor: 1000 })).toMatchObject({ code: 'QUOTA_EXHAUSTED' });
	});
});

test('no debit brings what remains below zero, and none names an entry twice', () => {
	const figures = fc.record({ usedMilli: fc.nat(3000), quotaMilli: fc.nat(3000) });
	const calls = fc.record({ energyWh: fc.nat(3000), returned: fc.boolean(), waiverMinor: fc.nat(500) });
	const plans = fc.record({ energy: figures, swaps: figures, fleet: figures });
	const property = fc.property(plans, calls, ({ energy, swaps, fleet }, call) => {
		const plan = withService(
			withService(withService(samplePlan, 'energy', energy), 'swap_count', swaps),
			'fleet',
			fleet,
		);
		const debited = debit({ ...swapOf, ...call, plan });
		if (!debited.ok) return;
		expect(new Set(debited.value.map(({ key }) => key)).size).toBe(debited.value.length);
		for (const service of plan.services) {
			const own = debited.value.filter(({ serviceId }) => serviceId === service.serviceId);
			const after = own.reduce(applyQuota, { usedMilli: service.usedMilli, quotaMilli: service.quotaMilli });
			expect(remainingMilli(after)).toBeGreaterThanOrEqual(Math.min(0, remainingMilli(service)));
		}
	});
	fc.assert(property, { numRuns: 500 });
});

test('an empty debit is none', () => {
	const plan = { ...samplePlan, services: [] };
	expect(debit({ ...swapOf, plan })).toEqual(ok([]));
});
