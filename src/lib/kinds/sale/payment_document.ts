import { keptMinor } from '#lib/kinds/parts/taken_payment.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { isoOf } from '#lib/session/document.ts';
import { paymentReference, takingOf, type SaleData } from './state.ts';

/** `payment_state` of seeds/000 §1. Amounts in major units. */
export function salePaymentDocument(data: SaleData): Record<string, unknown> {
	const { order, payments, paidAt, pushSent } = data;
	const { currency, dueMinor } = takingOf(data);
	const major = (amountMinor: number) => (order ? toMajor(amountMinor, currency) : 0);
	const isPaid = paidAt !== null;
	return {
		payment_initiated: order !== null,
		payment_confirmed: isPaid,
		payment_input_mode: 'manual',
		stk_push_sent: pushSent !== null,
		stk_push_response: pushSent && {
			transaction_id: pushSent.intentId,
			checkout_request_id: pushSent.checkoutId || null,
			merchant_request_id: pushSent.merchantId,
			instructions: pushSent.message,
		},
		payment_request: order && {
			order_id: data.erp?.orderId ?? order.orderId,
			amount_required: major(order.totalMinor),
			description: `${data.package?.name ?? ''} + ${data.product?.name ?? ''}`,
		},
		payment_confirmation: isPaid
			? {
					confirmed_at: isoOf(paidAt),
					payments: payments.map(({ method, reference, amountMinor }) => ({
						method,
						reference,
						amount: major(amountMinor),
					})),
				}
			: null,
		amount_expected: major(order?.totalMinor ?? 0),
		amount_paid: major(keptMinor(payments)),
		amount_remaining: major(dueMinor),
		payment_incomplete: !isPaid && payments.length > 0,
		manual_payment_id: payments.findLast(({ method }) => method !== 'CASH')?.reference ?? '',
		confirmed_subscription_code: isPaid ? (order?.planId ?? null) : null,
		payment_reference: paymentReference(data),
	};
}
