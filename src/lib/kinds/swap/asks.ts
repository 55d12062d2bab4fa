import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import type { PaymentInput } from '#lib/kinds/parts/payment_input.ts';

/** What an attendant enters at each step of a swap. */
export interface SwapInputs {
	identify: { readonly code: string; readonly inputMode: 'scan' | 'manual' | 'search' };
	take_back: { readonly reading: BatteryReading };
	issue: { readonly reading: BatteryReading };
	review: object;
	/** Without a phone the customer's own is asked. */
	push: { readonly phone: string | null };
	complete: { readonly payment: PaymentInput | null };
	reopen_issue: object;
	reopen_return: object;
	cancel: { readonly reason: string };
}

export type SwapStepName = keyof SwapInputs;

/** A step that the attendant wants to take, with what was entered. */
export type SwapAsk = {
	[Step in SwapStepName]: { readonly step: Step; readonly input: SwapInputs[Step] };
}[SwapStepName];
