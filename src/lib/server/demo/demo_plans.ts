import type { PaymentState, ServiceState } from '#lib/plan/cycles.ts';
import type { ServiceKind } from '#lib/plan/facts.ts';

/** A plan of the demonstration. Prices in major units, quota in whole units of the service. */
export interface DemoPlan {
	readonly id: string;
	readonly customer: { readonly id: string; readonly name: string; readonly phone: string };
	readonly name: string;
	readonly templateId: string;
	readonly serviceAccountId: string;
	readonly serviceState: ServiceState;
	readonly paymentState: PaymentState;
	/** True before Phase 0: its services come from its template. */
	readonly isNew?: true;
	readonly qrCode: string | null;
	/** ISO day of the last swap, or null. */
	readonly lastSwap: string | null;
	readonly services: readonly DemoService[];
}

export interface DemoService {
	readonly id: string;
	readonly name: string;
	readonly kind: ServiceKind;
	readonly used: number;
	readonly quota: number;
	readonly unitPrice: number | null;
	/** False for what is sold beside the plan. */
	readonly bundled?: false;
	/** Batteries held under it, the one handed out last first. */
	readonly assets?: readonly string[];
}

const unlimited = 100_000_000;

const monthly = (figures: {
	energyUsed: number;
	energyQuota: number;
	swapsUsed: number;
	asset?: string;
}): DemoService[] => [
	{
		id: 'service-electricity-monthly',
		name: 'Electricity Service',
		kind: 'energy',
		used: figures.energyUsed,
		quota: figures.energyQuota,
		unitPrice: 120,
	},
	{
		id: 'service-swap-count-monthly',
		name: 'Swap Count Service',
		kind: 'swap_count',
		used: figures.swapsUsed,
		quota: 21,
		unitPrice: null,
	},
	{
		id: 'service-battery-fleet',
		name: 'Battery Fleet Service',
		kind: 'fleet',
		used: 0,
		quota: 1,
		unitPrice: null,
		...(figures.asset ? { assets: [figures.asset] } : {}),
	},
];

const monthlyPlan = {
	name: 'Monthly Swap Plan',
	templateId: 'template-monthly-swap',
	qrCode: null,
	lastSwap: null,
} as const;

const freedom = {
	name: 'Weekly Freedom Nairobi',
	templateId: 'bss-template-weekly-freedom-nairobi-v2',
	lastSwap: null,
	paymentState: 'CURRENT',
} as const;

const freedomServices = (figures: { used: number; asset: string }): DemoService[] => [
	{
		id: 'svc-battery-fleet-kenya-premium',
		name: 'Battery fleet',
		kind: 'fleet',
		used: figures.used,
		quota: unlimited,
		unitPrice: null,
		assets: [figures.asset],
	},
	{
		id: 'svc-swap-network-kenya',
		name: 'Swap network',
		kind: 'swap_count',
		used: 0,
		quota: unlimited,
		unitPrice: null,
	},
];

/** The plans that the specs' examples use, and one of each kind that a swap has to tell apart. Spec: seeds/000 §2, seeds/002. */
export const demoPlans: readonly DemoPlan[] = [
	{
		...monthlyPlan,
		id: 'SUB-8847-KE',
		customer: { id: 'customer-12345', name: 'Jane Smith', phone: '254712345678' },
		serviceAccountId: 'SA_8847',
		serviceState: 'BATTERY_ISSUED',
		paymentState: 'CURRENT',
		lastSwap: '2025-12-05',
		services: monthly({ energyUsed: 54.5, energyQuota: 100, swapsUsed: 15, asset: 'B0723025100042' }),
	},
	{
		...freedom,
		id: 'bss-plan-weekly-freedom-nairobi-v2-plan1',
		customer: { id: 'customer-002', name: 'Customer 002', phone: '254700000002' },
		serviceAccountId: 'SA_1760257691533_nguwif9',
		serviceState: 'BATTERY_RETURNED',
		qrCode: 'QR_CUSTOMER_TEST_001',
		services: [
			...freedomServices({ used: 2, asset: 'BAT_NEW_ATT_002' }),
			{
				id: 'service-battery-swap-nairobi',
				name: 'Battery swaps',
				kind: 'swap_count',
				used: 0,
				quota: 5,
				unitPrice: 50,
				bundled: false,
				assets: ['BAT_OLD_001', 'BAT_RETURN_ATT_001'],
			},
			{
				id: 'svc-electricity-energy-tracking-togo',
				name: 'Electricity to go',
				kind: 'energy',
				used: 0,
				quota: unlimited,
				unitPrice: 15,
				bundled: false,
				assets: ['BAT_OLD_003'],
			},
		],
	},
	{
		...freedom,
		id: 'bss-plan-weekly-freedom-nairobi-v2-plan2',
		customer: { id: 'customer-003', name: 'Customer 003', phone: '254700000003' },
		serviceAccountId: 'SA_003',
		serviceState: 'BATTERY_ISSUED',
		qrCode: 'QR_CUSTOMER_TEST_002',
		services: freedomServices({ used: 3, asset: 'BAT-IDEM-001' }),
	},
	{
		id: 'service-plan-basic-newest-c',
		customer: { id: 'customer-004', name: 'Customer 004', phone: '254700000004' },
		name: 'Basic',
		templateId: 'template-basic-newest',
		serviceAccountId: 'SA_004',
		serviceState: 'BATTERY_ISSUED',
		paymentState: 'INITIAL',
		qrCode: null,
		lastSwap: null,
		services: [
			{
				id: 'svc-swap-station-latest-a',
				name: 'Swap station',
				kind: 'swap_count',
				used: 0,
				quota: 50,
				unitPrice: null,
			},
			{
				id: 'svc-battery-fleet-latest-a',
				name: 'Battery fleet',
				kind: 'fleet',
				used: 95,
				quota: 70,
				unitPrice: null,
				assets: ['BAT-BASIC-001'],
			},
		],
	},
	{
		...monthlyPlan,
		id: 'SUB-9001-KE',
		customer: { id: 'customer-9001', name: 'Customer 9001 (no energy left)', phone: '254711009001' },
		serviceAccountId: 'SA_9001',
		serviceState: 'BATTERY_ISSUED',
		paymentState: 'CURRENT',
		services: monthly({ energyUsed: 100, energyQuota: 100, swapsUsed: 3, asset: 'B0723025100051' }),
	},
	{
		...monthlyPlan,
		id: 'SUB-9002-KE',
		customer: { id: 'customer-9002', name: 'Customer 9002 (overdue)', phone: '254711009002' },
		serviceAccountId: 'SA_9002',
		serviceState: 'BATTERY_ISSUED',
		paymentState: 'OVERDUE',
		services: monthly({ energyUsed: 20, energyQuota: 100, swapsUsed: 4, asset: 'B0723025100052' }),
	},
	{
		...monthlyPlan,
		id: 'SUB-9003-KE',
		customer: { id: 'customer-9003', name: 'Customer 9003 (first battery)', phone: '254711009003' },
		serviceAccountId: 'SA_9003',
		serviceState: 'WAIT_BATTERY_ISSUE',
		paymentState: 'CURRENT',
		services: monthly({ energyUsed: 0, energyQuota: 100, swapsUsed: 0 }),
	},
	{
		...monthlyPlan,
		id: 'SUB-9004-KE',
		customer: { id: 'customer-9004', name: 'Customer 9004 (rounding)', phone: '254711009004' },
		serviceAccountId: 'SA_9004',
		serviceState: 'BATTERY_ISSUED',
		paymentState: 'CURRENT',
		services: monthly({ energyUsed: 97.605, energyQuota: 100, swapsUsed: 5, asset: 'B0723025100053' }),
	},
	{
		...monthlyPlan,
		id: 'SUB-9005-KE',
		customer: { id: 'customer-9005', name: 'Customer 9005 (before setup)', phone: '254711009005' },
		serviceAccountId: 'SA_9005',
		serviceState: 'INITIAL',
		paymentState: 'INITIAL',
		isNew: true,
		qrCode: 'QR_CUSTOMER_001',
		services: [],
	},
];
