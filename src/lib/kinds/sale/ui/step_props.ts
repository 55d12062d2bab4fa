import type { StepProps as AnyStepProps } from '#lib/kinds/parts/ui/step_props.ts';
import type { PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import type { SaleAsk } from '../asks.ts';
import type { SaleSession } from '../sale_step.ts';

/** What is on offer at the station, in its currency. */
export interface SaleOffers {
	readonly currency: string;
	readonly packages: readonly SalePackage[];
	readonly products: readonly PlanProduct[];
}

/** What every step of a sale gets. */
export interface StepProps extends AnyStepProps<SaleSession, SaleAsk> {
	readonly offers: SaleOffers;
}
