import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';

/** What the demonstration sells: the package and plan of seeds/000 §1 first, money in minor units. */
export const demoPackages: readonly SalePackage[] = [
	{
		id: 'pkg-101',
		erpId: 101,
		name: 'E-Bike Standard Package',
		priceMinor: 1_500_000,
		currency: 'KES',
		components: [
			{ id: 201, name: 'E-Bike Model A', type: 'main_service', priceMinor: 1_200_000, quantity: 1 },
			{ id: 202, name: 'Battery Swap Privilege', type: 'battery_swap', priceMinor: 300_000, quantity: 1 },
		],
	},
	{
		id: 'pkg-102',
		erpId: 102,
		name: 'E-Bike Delivery Package',
		priceMinor: 1_850_000,
		currency: 'KES',
		components: [
			{ id: 203, name: 'E-Bike Model B', type: 'main_service', priceMinor: 1_450_000, quantity: 1 },
			{ id: 204, name: 'Cargo Box', type: 'accessory', priceMinor: 100_000, quantity: 1 },
			{ id: 202, name: 'Battery Swap Privilege', type: 'battery_swap', priceMinor: 300_000, quantity: 1 },
		],
	},
	{
		id: 'pkg-103',
		erpId: 103,
		name: 'Battery Swap Privilege only',
		priceMinor: 300_000,
		currency: 'KES',
		components: [{ id: 202, name: 'Battery Swap Privilege', type: 'battery_swap', priceMinor: 300_000, quantity: 1 }],
	},
	{
		id: 'pkg-rwf-101',
		erpId: 111,
		name: 'E-Bike Standard Package',
		priceMinor: 150_000,
		currency: 'RWF',
		components: [
			{ id: 211, name: 'E-Bike Model A', type: 'main_service', priceMinor: 120_000, quantity: 1 },
			{ id: 212, name: 'Battery Swap Privilege', type: 'battery_swap', priceMinor: 30_000, quantity: 1 },
		],
	},
];

/** The subscriptions of the demonstration, and the templates that their plans are made from. */
export const demoProducts: readonly PlanProduct[] = [
	{
		id: 'plan-301',
		erpId: 301,
		name: 'Monthly Subscription',
		priceMinor: 50_000,
		currency: 'KES',
		period: 'monthly',
		templateId: 'template-monthly-swap',
	},
	{
		id: 'plan-302',
		erpId: 302,
		name: 'Weekly Freedom Nairobi',
		priceMinor: 100_000,
		currency: 'KES',
		period: 'weekly',
		templateId: 'bss-template-weekly-freedom-nairobi-v2',
	},
	{
		id: 'plan-rwf-301',
		erpId: 311,
		name: 'Monthly Subscription',
		priceMinor: 5000,
		currency: 'RWF',
		period: 'monthly',
		templateId: 'template-monthly-swap-rwf',
	},
];
