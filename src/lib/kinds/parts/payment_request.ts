import { toMajor } from '#lib/kernel/money.ts';
import type { PaymentInput } from './payment_input.ts';

/**
 * A payment as `payment_data` of the agent's operations has it, in major units; what it is for is the kind's to say.
 * Cash is known by the request's correlation id. Spec: seeds/002 A3.5.
 */
export function paymentFields({ method, amountMinor, receipt }: PaymentInput, currency: string, correlationId: string) {
	return {
		payment_amount: toMajor(amountMinor, currency),
		payment_reference: receipt ?? `CASH-${correlationId}`,
		payment_method: method,
	};
}
