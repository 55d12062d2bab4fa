import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';

/** What is on offer at a station, all in its currency. */
export interface SaleOffers {
	/** ISO 4217. */
	readonly currency: string;
	readonly packages: readonly SalePackage[];
	readonly products: readonly PlanProduct[];
}
