import type { TemplateService } from '#lib/plan/template.ts';

/** A template of the demonstration, money in minor units. */
export interface DemoTemplate {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
	readonly services: readonly TemplateService[];
	readonly depositMinor: number | null;
	readonly renewalMinor: number | null;
	readonly periodDays: number | null;
	readonly graceDays: number | null;
}

const unlimitedMilli = 100_000_000_000;

const service = (
	serviceId: string,
	name: string,
	figures: Pick<TemplateService, 'kind' | 'unitPriceMinor' | 'quotaMilli'>,
): TemplateService => ({ serviceId, name, bundled: true, ...figures });

/** What the demonstration's plans are made from in Phase 0. */
export const demoTemplates: readonly DemoTemplate[] = [
	{
		id: 'template-monthly-swap',
		name: 'Monthly Swap Plan',
		currency: 'KES',
		depositMinor: 150_000,
		renewalMinor: 300_000,
		periodDays: 30,
		graceDays: 3,
		services: [
			service('service-electricity-monthly', 'Electricity Service', {
				kind: 'energy',
				unitPriceMinor: 12_000,
				quotaMilli: 100_000,
			}),
			service('service-swap-count-monthly', 'Swap Count Service', {
				kind: 'swap_count',
				unitPriceMinor: null,
				quotaMilli: 21_000,
			}),
			service('service-battery-fleet', 'Battery Fleet Service', {
				kind: 'fleet',
				unitPriceMinor: null,
				quotaMilli: 1000,
			}),
		],
	},
	{
		id: 'template-monthly-swap-rwf',
		name: 'Monthly Swap Plan',
		currency: 'RWF',
		depositMinor: 1500,
		renewalMinor: 3000,
		periodDays: 30,
		graceDays: 3,
		services: [
			service('service-electricity-monthly', 'Electricity Service', {
				kind: 'energy',
				unitPriceMinor: 120,
				quotaMilli: 100_000,
			}),
			service('service-swap-count-monthly', 'Swap Count Service', {
				kind: 'swap_count',
				unitPriceMinor: null,
				quotaMilli: 21_000,
			}),
			service('service-battery-fleet', 'Battery Fleet Service', {
				kind: 'fleet',
				unitPriceMinor: null,
				quotaMilli: 1000,
			}),
		],
	},
	{
		id: 'bss-template-weekly-freedom-nairobi-v2',
		name: 'Weekly Freedom Nairobi',
		currency: 'KES',
		depositMinor: 50_000,
		renewalMinor: 100_000,
		periodDays: 7,
		graceDays: 2,
		services: [
			service('svc-battery-fleet-kenya-premium', 'Battery fleet', {
				kind: 'fleet',
				unitPriceMinor: null,
				quotaMilli: unlimitedMilli,
			}),
			service('svc-swap-network-kenya', 'Swap network', {
				kind: 'swap_count',
				unitPriceMinor: null,
				quotaMilli: unlimitedMilli,
			}),
		],
	},
];

/** A payment that was asked for before the demonstration began: the specs' COLLECT_PAYMENT names no amount. */
export const demoPaymentRequests = [
	{
		id: 'preq-demo',
		planId: 'bss-plan-weekly-freedom-nairobi-v2-plan1',
		amountMinor: 50_000,
		currency: 'KES',
		actorId: 'attendant-001',
		stationId: 'STATION_001',
	},
] as const;
