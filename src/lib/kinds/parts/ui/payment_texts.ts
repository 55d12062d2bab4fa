import { m } from '#lib/words/generated/messages.js';
import type { PaymentMethod } from '../payment_input.ts';

/** A way to pay, as it is offered. */
interface PaymentWay {
	readonly title: () => string;
	readonly detail?: () => string;
}

/** How a rider can pay, as it is chosen at the station. */
export const paymentWays: Readonly<Record<PaymentMethod | 'PUSH', PaymentWay>> = {
	PUSH: { title: m.payment_push, detail: m.payment_push_detail },
	CASH: { title: m.payment_cash },
	MPESA: { title: m.payment_mobile_money, detail: m.payment_mobile_money_detail },
};

/** A payment method as it is stored, in the language of the page; one that is not offered here is shown as it is. */
export function paymentMethodText(method: string): string {
	if (method === 'PUSH' || !Object.hasOwn(paymentWays, method)) return method;
	return paymentWays[method as PaymentMethod].title();
}
