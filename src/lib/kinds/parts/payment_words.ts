import type { PaymentMethod } from './payment_input.ts';

const paymentMethodWords: Readonly<Record<PaymentMethod, string>> = { CASH: 'Cash', MPESA: 'Mobile money' };

/** A payment method as it is stored, in the words of a timeline; one that is not offered here is told as it is. */
export function paymentMethodWord(method: string): string {
	return Object.hasOwn(paymentMethodWords, method) ? paymentMethodWords[method as PaymentMethod] : method;
}
