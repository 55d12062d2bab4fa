import type { BatteryFacts, PlanFacts, PlanService } from '#lib/plan/facts.ts';
import type { PlanTemplate } from '#lib/plan/template.ts';

/** A quota that only counts, thousandths of a unit. */
const unlimitedMilli = 100_000_000_000;

const weekly = 'bss-plan-weekly-freedom-nairobi-v2-plan1';

/** What the customers' codes say in the examples. */
export const qrCodes: Readonly<Record<string, string>> = { [weekly]: 'QR_CUSTOMER_TEST_001' };

const fleet = service('svc-battery-fleet-kenya-premium', 'fleet', { usedMilli: 2000, quotaMilli: unlimitedMilli });
const network = service('svc-swap-network-kenya', 'swap_count', { quotaMilli: unlimitedMilli });
/** Sold beside the plan: 500 buy 10, and 5 are left. */
const swaps = service('service-battery-swap-nairobi', 'swap_count', {
	quotaMilli: 5000,
	unitPriceMinor: 5000,
	bundled: false,
});
const electricity = service('svc-electricity-energy-tracking-togo', 'energy', {
	quotaMilli: unlimitedMilli,
	unitPriceMinor: 1500,
	bundled: false,
});

/** The plan of most examples: its rider holds BAT_NEW_ATT_002 and, as printed, is in the state BATTERY_RETURNED. */
export const weeklyPlan: PlanFacts = {
	planId: weekly,
	name: 'Weekly Freedom Nairobi',
	templateId: 'bss-template-weekly-freedom-nairobi-v2',
	status: 'ACTIVE',
	currency: 'KES',
	serviceState: 'BATTERY_RETURNED',
	paymentState: 'CURRENT',
	serviceAccountId: 'SA_1760257691533_nguwif9',
	paymentAccountId: 'PA_1760257691533_nguwif9',
	initialised: true,
	dueMinor: null,
	version: 1,
	customer: { id: 'customer-002', name: 'Customer 002', phone: '254700000002', lastSwapAt: null },
	services: [fleet, network, swaps, electricity],
};

/** The same plan while its rider is out with a battery. */
export const ridingPlan: PlanFacts = { ...weeklyPlan, serviceState: 'BATTERY_ISSUED' };

/** The same plan as its customer signs it: before Phase 0, and before anything is paid. */
export const signedPlan: PlanFacts = {
	...weeklyPlan,
	serviceState: 'INITIAL',
	paymentState: 'INITIAL',
	initialised: false,
	services: [],
};

/** The same plan after Phase 0, before its deposit. */
export const initialPlan: PlanFacts = { ...weeklyPlan, serviceState: 'INITIAL', paymentState: 'INITIAL' };

/** The plan of the equipment that is identified. */
export const secondPlan: PlanFacts = {
	...ridingPlan,
	planId: 'bss-plan-weekly-freedom-nairobi-v2-plan2',
	customer: { ...weeklyPlan.customer, id: 'customer-003' },
	services: [{ ...fleet, usedMilli: 3000 }, network],
};

/** The plan of the quota and top-up examples: overdrawn in one service. */
export const basicPlan: PlanFacts = {
	...ridingPlan,
	planId: 'service-plan-basic-newest-c',
	paymentState: 'INITIAL',
	customer: { ...weeklyPlan.customer, id: 'customer-004' },
	services: [
		service('svc-swap-station-latest-a', 'swap_count', { quotaMilli: 50_000 }),
		service('svc-battery-fleet-latest-a', 'fleet', { usedMilli: 95_000, quotaMilli: 70_000 }),
	],
};

/** What the weekly plan is made from in Phase 0. */
export const weeklyTemplate: PlanTemplate = {
	id: weeklyPlan.templateId,
	currency: 'KES',
	depositMinor: 50_000,
	services: weeklyPlan.services.map(({ serviceId, name, kind, unitPriceMinor, bundled, quotaMilli }) => ({
		serviceId,
		name,
		kind,
		unitPriceMinor,
		bundled,
		quotaMilli,
	})),
};

/** Batteries with their holders: a station, or `rider` for the rider of the plan, who holds them under its fleet service. */
export function batteries(plan: PlanFacts, holders: Readonly<Record<string, string>>): BatteryFacts[] {
	const serviceId = plan.services.find(({ kind }) => kind === 'fleet')?.serviceId ?? null;
	return Object.entries(holders).map(([id, holder]) => ({
		id,
		ratedWh: 3000,
		custodySeq: 1,
		holder:
			holder === 'rider'
				? { kind: 'rider', id: plan.planId, serviceId }
				: { kind: 'station', id: holder, serviceId: null },
	}));
}

function service(
	serviceId: string,
	kind: PlanService['kind'],
	figures: Partial<Omit<PlanService, 'serviceId' | 'kind'>>,
): PlanService {
	return {
		serviceId,
		name: serviceId,
		kind,
		unitPriceMinor: null,
		bundled: true,
		usedMilli: 0,
		quotaMilli: 0,
		currentAsset: null,
		quotaSeq: 2,
		...figures,
	};
}
