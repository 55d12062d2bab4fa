import type { PlanFacts, PlanService } from './facts.ts';

/** A quota above this many whole units counts as infinite. Spec: seeds/000 §2 (`has_infinite_…`). */
const infiniteQuotaUnits = 100_000;

/** What is left of a service's quota, thousandths of its unit; negative if it was overdrawn before it came to us. */
export function remainingMilli(service: Pick<PlanService, 'quotaMilli' | 'usedMilli'>): number {
	return service.quotaMilli - service.usedMilli;
}

/** True if a service is never exhausted. */
export function isInfinite(service: Pick<PlanService, 'quotaMilli'>): boolean {
	return service.quotaMilli > infiniteQuotaUnits * 1000;
}

/** True if nothing is left of a service. */
export function isExhausted(service: Pick<PlanService, 'quotaMilli' | 'usedMilli'>): boolean {
	return remainingMilli(service) <= 0;
}

/** Thousandths of a unit that an amount buys, cut to whole ones: 288.00 at 120.00 a kWh → 2400 Wh. */
export function boughtMilli(amountMinor: number, unitPriceMinor: number): number {
	return Math.floor((amountMinor * 1000) / unitPriceMinor);
}

/** The sum over all bundled services, unlike units and all: shown as the spec shows it, never decided upon. */
export function aggregateQuota(plan: Pick<PlanFacts, 'services'>): { usedMilli: number; quotaMilli: number } {
	const bundled = plan.services.filter((service) => service.bundled);
	return {
		usedMilli: bundled.reduce((sum, service) => sum + service.usedMilli, 0),
		quotaMilli: bundled.reduce((sum, service) => sum + service.quotaMilli, 0),
	};
}
