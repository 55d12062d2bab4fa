import type { SwapState } from '../machine.ts';
import CompleteStep from './CompleteStep.svelte';
import DoneStep from './DoneStep.svelte';
import EndedStep from './EndedStep.svelte';
import IssueStep from './IssueStep.svelte';
import PayStep from './PayStep.svelte';
import ReviewStep from './ReviewStep.svelte';
import TakeBackStep from './TakeBackStep.svelte';

/** What shows each state of a swap after the first: together, so that no step waits for the network to be shown. */
export const swapScreens = {
	take_back: TakeBackStep,
	issue: IssueStep,
	review: ReviewStep,
	pay: PayStep,
	complete: CompleteStep,
	done: DoneStep,
	cancelled: EndedStep,
	expired: EndedStep,
} satisfies Record<Exclude<SwapState, 'identify'>, unknown>;
