import type { StepProps as AnyStepProps } from '#lib/kinds/parts/ui/step_props.ts';
import type { SaleAsk } from '../asks.ts';
import type { SaleOffers } from '../offers.ts';
import type { SaleSession } from '../sale_step.ts';

/** What every step of a sale gets. */
export interface StepProps extends AnyStepProps<SaleSession, SaleAsk> {
	readonly offers: SaleOffers;
}
