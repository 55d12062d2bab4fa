import type { BatteryFacts, PlanFacts, PlanService } from './facts.ts';
import type { Facts } from './world.ts';

/** The plan of seeds/000 §2: 45.5 of 100 kWh and 6 of 21 swaps are left, one battery is out. For tests. */
export const samplePlan: PlanFacts = {
	planId: 'SUB-8847-KE',
	name: 'Monthly Swap Plan',
	templateId: 'template-monthly',
	status: 'ACTIVE',
	currency: 'KES',
	serviceState: 'BATTERY_ISSUED',
	paymentState: 'CURRENT',
	serviceAccountId: 'service-account-8847',
	paymentAccountId: 'payment-account-8847',
	initialised: true,
	dueMinor: null,
	version: 1,
	customer: { id: 'customer-12345', name: 'Jane Smith', phone: '254712345678', lastSwapAt: Date.UTC(2025, 11, 5, 9) },
	services: [
		{
			serviceId: 'service-electricity-monthly',
			name: 'Electricity Service',
			kind: 'energy',
			unitPriceMinor: 12_000,
			bundled: true,
			usedMilli: 54_500,
			quotaMilli: 100_000,
			currentAsset: null,
			quotaSeq: 2,
		},
		{
			serviceId: 'service-swap-count-monthly',
			name: 'Swap Count Service',
			kind: 'swap_count',
			unitPriceMinor: null,
			bundled: true,
			usedMilli: 15_000,
			quotaMilli: 21_000,
			currentAsset: null,
			quotaSeq: 2,
		},
		{
			serviceId: 'service-battery-fleet',
			name: 'Battery Fleet Service',
			kind: 'fleet',
			unitPriceMinor: null,
			bundled: true,
			usedMilli: 0,
			quotaMilli: 1000,
			currentAsset: 'B0723025100042',
			quotaSeq: 1,
		},
	],
};

/** The battery that the rider of `samplePlan` holds, and the two charged ones in the rack of STATION_002. */
export const sampleBatteries = {
	old: battery('B0723025100042', { kind: 'rider', id: 'SUB-8847-KE', serviceId: 'service-battery-fleet' }),
	fresh: battery('B0723025100049', { kind: 'station', id: 'STATION_002', serviceId: null }),
	other: battery('B0723025100077', { kind: 'station', id: 'STATION_002', serviceId: null }),
} as const;

function battery(id: string, holder: BatteryFacts['holder']): BatteryFacts {
	return { id, ratedWh: 3000, holder, custodySeq: 1 };
}

/** A plan whose service of a kind is changed. */
export function withService(
	plan: PlanFacts,
	kind: PlanService['kind'],
	change: Partial<Omit<PlanService, 'kind'>>,
): PlanFacts {
	const services = plan.services.map((service) => (service.kind === kind ? { ...service, ...change } : service));
	return { ...plan, services };
}

/** A plan without a service of a kind. */
export function withoutService(plan: PlanFacts, kind: PlanService['kind']): PlanFacts {
	return { ...plan, services: plan.services.filter((service) => service.kind !== kind) };
}

/** The sample plan on which no energy is left, so that each kWh is paid. */
export const spentPlan: PlanFacts = withService(samplePlan, 'energy', { usedMilli: 100_000 });

/** The sample plan before its first battery. */
export const newPlan: PlanFacts = {
	...withService(samplePlan, 'fleet', { currentAsset: null }),
	serviceState: 'WAIT_BATTERY_ISSUE',
};

/** Facts as the engine loads them: the plan, and batteries under their ids in upper case. */
export function sampleFacts(
	plan: PlanFacts | null = samplePlan,
	batteries: readonly BatteryFacts[] = Object.values(sampleBatteries),
): Facts {
	return { plan, batteries: Object.fromEntries(batteries.map((found) => [found.id.toUpperCase(), found])) };
}
