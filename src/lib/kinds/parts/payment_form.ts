import * as v from 'valibot';
import { minorDigits, toMajor, toMinor } from '#lib/kernel/money.ts';
import { phoneDigits } from '#lib/kernel/phone.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import { invalidField, type Fields } from './fields.ts';
import type { PaymentInput } from './payment_input.ts';
import type { PaymentTaking } from './payment_taking.ts';

/** What a payment form asks for: a payment to record, or a phone to ask; without a phone the payer's own. */
export type PaymentAsk =
	{ readonly way: 'record'; readonly payment: PaymentInput } | { readonly way: 'push'; readonly phone: string | null };

/** Reads the form by which a payment is taken. Refuses INPUT_INVALID, naming the field. */
export function readPayment(taking: Pick<PaymentTaking, 'currency' | 'dueMinor'>, fields: Fields): Result<PaymentAsk> {
	if (fields['method'] === 'PUSH') return phoneOf(fields);
	const payment = paymentOf(taking, fields);
	return payment.ok ? ok({ way: 'record', payment: payment.value }) : payment;
}

function phoneOf(fields: Fields): Result<PaymentAsk> {
	if (fields['phone_of'] === 'customer') return ok({ way: 'push', phone: null });
	const phone = v.safeParse(phoneDigits, fields['phone']?.trim() ?? '');
	return phone.success ? ok({ way: 'push', phone: phone.output }) : invalidField('phone', phone.issues[0].message);
}

function paymentOf(
	{ currency, dueMinor }: Pick<PaymentTaking, 'currency' | 'dueMinor'>,
	fields: Fields,
): Result<PaymentInput> {
	const amountMinor = amountIn(fields['amount'], currency);
	if (amountMinor === null)
		return invalidField('amount', `Type what was paid in ${currency}, for example ${toMajor(dueMinor, currency)}`);
	if (fields['method'] === 'CASH') return ok({ method: 'CASH', amountMinor, receipt: null });
	if (fields['method'] !== 'MPESA') return invalidField('method', 'Choose how it was paid');
	const receipt = fields['receipt']?.replace(/\s/g, '').toUpperCase() ?? '';
	if (!/^[A-Z0-9][A-Z0-9._-]{4,63}$/.test(receipt))
		return invalidField('receipt', 'Type the receipt number from the payment’s message, for example QGH7XK2M9P');
	return ok({ method: 'MPESA', amountMinor, receipt });
}

/** Minor units, or null for what is no amount above 0 in the currency's own digits. */
function amountIn(text: string | undefined, currency: string): number | null {
	const digits = minorDigits(currency);
	const [, whole, fraction = ''] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text?.trim() ?? '') ?? [];
	if (whole === undefined || fraction.length > digits) return null;
	const amountMinor = toMinor(Number(`${whole}.${fraction || '0'}`), currency);
	return amountMinor > 0 ? amountMinor : null;
}
