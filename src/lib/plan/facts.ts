import type { PaymentState, ServiceState } from './cycles.ts';

/** What a plan's service counts: energy in kWh, swaps, or batteries of the fleet. */
export type ServiceKind = 'energy' | 'swap_count' | 'fleet';

/** One service of a plan with its quota, in thousandths of its unit (Wh for energy, thousandths of a swap otherwise). */
export interface PlanService {
	readonly serviceId: string;
	readonly name: string;
	readonly kind: ServiceKind;
	/** Price of one whole unit (kWh, swap), minor units; null where it cannot be bought. */
	readonly unitPriceMinor: number | null;
	/** False for a service that is sold beside the plan and not printed among its service states. */
	readonly bundled: boolean;
	readonly usedMilli: number;
	readonly quotaMilli: number;
	/** Battery that the rider holds under this service. */
	readonly currentAsset: string | null;
	/** Number of the last quota entry; the next writer takes the following one. */
	readonly quotaSeq: number;
}

/** A rider's plan as the decisions see it. */
export interface PlanFacts {
	readonly planId: string;
	readonly name: string;
	readonly templateId: string;
	readonly status: string;
	readonly currency: string;
	readonly serviceState: ServiceState;
	readonly paymentState: PaymentState;
	readonly serviceAccountId: string;
	readonly paymentAccountId: string;
	/** False before Phase 0 (subscription sync and service-state initialisation). */
	readonly initialised: boolean;
	/** What the payment cycle waits for, minor units; null if nobody said. */
	readonly dueMinor: number | null;
	readonly version: number;
	readonly customer: {
		readonly id: string;
		readonly name: string;
		/** E.164 digits without the plus sign. */
		readonly phone: string;
		/** UTC milliseconds of the last swap, or null. */
		readonly lastSwapAt: number | null;
	};
	readonly services: readonly PlanService[];
}

/** A battery as the decisions see it. */
export interface BatteryFacts {
	readonly id: string;
	/** Energy when full and new, Wh. */
	readonly ratedWh: number;
	readonly holder: Holder;
	/** Number of the last custody entry. */
	readonly custodySeq: number;
}

/** Who holds a battery. A rider holds it under a plan and one of its services. */
export interface Holder {
	readonly kind: 'station' | 'rider' | 'workshop' | 'van' | 'lost';
	/** Station, plan, workshop or van id. */
	readonly id: string;
	readonly serviceId: string | null;
}

/** The battery the rider has to bring back: the first that a bundled service names, else any. */
export function currentBatteryId(plan: PlanFacts): string | null {
	const holding = plan.services.filter((service) => service.currentAsset !== null);
	return (holding.find((service) => service.bundled) ?? holding[0])?.currentAsset ?? null;
}

/** The plan's first service of a kind; bundled ones first. */
export function serviceOf(plan: PlanFacts, kind: ServiceKind): PlanService | undefined {
	const services = plan.services.filter((service) => service.kind === kind);
	return services.find((service) => service.bundled) ?? services[0];
}
