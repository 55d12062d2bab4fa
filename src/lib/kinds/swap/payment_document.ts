import { toMajor } from '#lib/kernel/money.ts';
import { pushDocument } from '#lib/kinds/parts/push_document.ts';
import { paidMinor } from '#lib/kinds/parts/taken_payment.ts';
import { dueMinor, receiptReference, type SwapData } from './state.ts';

/** `payment_state` of seeds/000 §2. Amounts in major units. */
export function paymentDocument(data: SwapData): Record<string, unknown> {
	const { price, cleared, orderId } = data;
	const major = (amountMinor: number) => (price ? toMajor(amountMinor, price.currency) : 0);
	const skipped = cleared !== null && cleared.by !== 'payment';
	const requested = orderId !== null;
	const request = requested
		? { order_id: orderId, amount_required: major(price?.payableMinor ?? 0), description: 'Battery swap' }
		: null;
	return {
		has_sufficient_quota: price?.sufficientQuota ?? false,
		payment_skipped: skipped,
		payment_skip_reason: skipped ? cleared.by : null,
		payment_request_created: requested,
		payment_request_data: request,
		payment_request_order_id: orderId,
		expected_payment_amount: major(price?.payableMinor ?? 0),
		payment_initiated: requested,
		payment_initiation_data: request && { ...request, ...pushDocument(data.push) },
		payment_input_mode: requested && (data.payments.length > 0 || data.push !== null) ? 'manual' : 'scan',
		manual_payment_id: data.payments.at(-1)?.reference ?? '',
		payment_confirmed: cleared !== null,
		payment_receipt: receiptReference(data),
		actual_amount_paid: major(paidMinor(data.payments)),
		payment_amount_remaining: requested && cleared === null ? major(dueMinor(data)) : 0,
	};
}
