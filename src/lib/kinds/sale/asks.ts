import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import type { PaymentInput } from '#lib/kinds/parts/payment_input.ts';

/** What a salesperson enters at each step of a sale. */
export interface SaleInputs {
	register_customer: {
		readonly firstName: string;
		readonly lastName: string;
		/** E.164 digits without the plus sign. */
		readonly phone: string;
		/** Null for a rider without one: they get no account. */
		readonly email: string | null;
		readonly street: string;
		readonly city: string;
		readonly zip: string;
		/** Somebody known before, whom the salesperson recognised. */
		readonly customerId: string | null;
		/** True once the salesperson has said that those we know are other people. */
		readonly isNew: boolean;
	};
	choose_package: { readonly packageId: string };
	choose_plan: { readonly productId: string };
	place_order: object;
	/** Without a phone the customer's own is asked. */
	push: { readonly phone: string | null };
	/** A payment of the order, or without one the hand-over. */
	complete: { readonly payment: PaymentInput | null };
	bind_battery: { readonly reading: BatteryReading };
	reopen_customer: object;
	reopen_package: object;
	reopen_plan: object;
	reopen_battery: object;
	cancel: { readonly reason: string };
}

type SaleStepName = keyof SaleInputs;

/** A step that the salesperson wants to take, with what was entered. */
export type SaleAsk = {
	[Step in SaleStepName]: { readonly step: Step; readonly input: SaleInputs[Step] };
}[SaleStepName];
