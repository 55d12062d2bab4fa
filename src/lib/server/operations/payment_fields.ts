import { toMajor, toMinor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Verification } from '#lib/ledger/moves.ts';

/** A payment's method, receipt and amount as the ledger takes them. */
export interface PaymentFields {
	readonly method: string;
	readonly reference: string;
	readonly amountMinor: number;
	readonly verification: Verification;
}

/**
 * Brings method and reference into one spelling each, so that a receipt counts once. Amounts are whole currency units.
 * Refuses PAYMENT_AMOUNT_INVALID for one that the currency has no coin for.
 */
export function paymentFields(
	payment: { readonly method: string; readonly reference: string; readonly amount: number },
	currency: string,
): Result<PaymentFields, 'PAYMENT_AMOUNT_INVALID'> {
	const amountMinor = toMinor(payment.amount, currency);
	if (toMajor(amountMinor, currency) !== payment.amount) return refuse('PAYMENT_AMOUNT_INVALID');
	const method = payment.method.toUpperCase().replace(/[^A-Z0-9_]/g, '') || 'OTHER';
	const reference = payment.reference.toUpperCase().replace(/\s+/g, '');
	return ok({ method, reference, amountMinor, verification: method === 'CASH' ? 'cash' : 'receipt' });
}
