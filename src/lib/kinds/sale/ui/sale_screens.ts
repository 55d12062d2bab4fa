import type { SaleState } from '../machine.ts';
import BatteryStep from './BatteryStep.svelte';
import DoneStep from './DoneStep.svelte';
import EndedStep from './EndedStep.svelte';
import HandOverStep from './HandOverStep.svelte';
import PackageStep from './PackageStep.svelte';
import PayStep from './PayStep.svelte';
import PlanStep from './PlanStep.svelte';
import PreviewStep from './PreviewStep.svelte';

/** What shows each state of a sale after the first: together, so that no step waits for the network to be shown. */
export const saleScreens = {
	package: PackageStep,
	plan: PlanStep,
	preview: PreviewStep,
	pay: PayStep,
	battery: BatteryStep,
	hand_over: HandOverStep,
	done: DoneStep,
	cancelled: EndedStep,
	expired: EndedStep,
} satisfies Record<Exclude<SaleState, 'customer'>, unknown>;
