import type { PaymentMethod } from './payment_input.ts';

/** How something was paid. */
const paymentMethodWords: Readonly<Record<PaymentMethod, string>> = { CASH: 'Cash', MPESA: 'Mobile money' };

/** How a rider can pay, as it is chosen at the station. */
export const paymentWays: Readonly<
	Record<PaymentMethod | 'PUSH', { readonly title: string; readonly detail?: string }>
> = {
	PUSH: { title: 'Ask the rider’s phone', detail: 'They type their PIN to pay' },
	CASH: { title: paymentMethodWords.CASH },
	MPESA: { title: paymentMethodWords.MPESA, detail: 'Already paid, with a receipt' },
};

/** The words for a payment method as it is stored; a method that is not offered here is shown as it is. */
export function paymentMethodWord(method: string): string {
	return method in paymentMethodWords ? paymentMethodWords[method as PaymentMethod] : method;
}
