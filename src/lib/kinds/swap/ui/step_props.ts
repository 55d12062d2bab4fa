import type { StepProps as AnyStepProps } from '#lib/kinds/parts/ui/step_props.ts';
import type { SwapAsk } from '../asks.ts';
import type { SwapSession } from '../swap_step.ts';

/** A plan that a search found. */
export interface FoundPlan {
	readonly planId: string;
	readonly planName: string;
	readonly name: string;
	readonly maskedPhone: string;
}

/** What every step of a swap gets. */
export interface StepProps extends AnyStepProps<SwapSession, SwapAsk> {
	readonly search: (text: string) => Promise<readonly FoundPlan[]>;
}
