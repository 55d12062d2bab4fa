import type { ChargeState } from '../machine.ts';
import ChargeStep from './ChargeStep.svelte';

/** What shows each state of a charging session after the first. */
export const chargeScreens = {
	waiting: ChargeStep,
	charging: ChargeStep,
	completed: ChargeStep,
	cancelled: ChargeStep,
} satisfies Record<Exclude<ChargeState, 'asked'>, unknown>;
