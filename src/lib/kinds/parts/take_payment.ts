import { minorDigits, toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import { withinCashLimit } from '#lib/ledger/cash_limit.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { PaymentTaking } from './payment_taking.ts';
import type { TakenPayment } from './taken_payment.ts';
import type { TakingEvent } from './taking_events.ts';

/** A payment as it was reported to a session, whatever it is to buy. */
export type SessionPayment = Omit<PaymentReport, 'serviceId' | 'paymentType'>;

/** Who takes a payment, when, and the request to a phone that brought it, if one did. */
export interface Taker {
	readonly actor: Pick<Actor, 'cashLimitMinor'>;
	readonly now: number;
	readonly intentId: string | undefined;
}

/** The payment with what it exceeds the due amount by, minor units: that is to be given back. */
export function withExcess<Payment extends { readonly amountMinor: number }>(
	payment: Payment,
	{ dueMinor }: PaymentTaking,
): Payment & { excessMinor: number } {
	return { ...payment, excessMinor: Math.max(0, payment.amountMinor - dueMinor) };
}

/**
 * A payment is taken: settled if nothing is due after it, partial otherwise. Its excess has to be told with it (`withExcess`).
 * Refuses PAYMENT_AMOUNT_INVALID below one whole unit; cash also CASH_LIMIT_EXCEEDED, over the whole session, and PAYMENT_EXCEEDS_DUE.
 */
export function takePayment(
	taking: PaymentTaking,
	payment: SessionPayment,
	{ actor, now, intentId }: Taker,
): Result<TakingEvent<'payment_settled' | 'payment_partial'>> {
	const accepted = acceptPayment(taking, payment, actor);
	if (!accepted.ok) return accepted;
	const taken = { ...takenPayment(payment), ...(intentId !== undefined && { intentId }) };
	const type = payment.amountMinor >= taking.dueMinor ? 'payment_settled' : 'payment_partial';
	return ok({ type, at: now, payment: taken });
}

/** Refuses PAYMENT_INSUFFICIENT, naming what is still to pay after an amount in minor units. */
export function insufficient({ dueMinor, currency }: PaymentTaking, amountMinor: number): Refusal {
	return refuse('PAYMENT_INSUFFICIENT', { due: toMajor(Math.max(0, dueMinor - amountMinor), currency), currency });
}

function acceptPayment(taking: PaymentTaking, payment: SessionPayment, actor: Taker['actor']): Result<null> {
	const { currency, dueMinor, payments } = taking;
	if (payment.amountMinor < 10 ** minorDigits(currency)) return refuse('PAYMENT_AMOUNT_INVALID');
	if (payment.verification !== 'cash') return ok(null);
	const cashMinor = payments.reduce((sum, { method, amountMinor }) => (method === 'CASH' ? sum + amountMinor : sum), 0);
	const inCash = { ...payment, amountMinor: cashMinor + payment.amountMinor };
	const limited = withinCashLimit(inCash, actor.cashLimitMinor, currency);
	if (!limited.ok) return limited;
	if (payment.excessMinor > 0) return refuse('PAYMENT_EXCEEDS_DUE', { due: toMajor(dueMinor, currency), currency });
	return ok(null);
}

function takenPayment({ paymentId, method, reference, amountMinor, excessMinor }: SessionPayment): TakenPayment {
	return { paymentId, method, reference, amountMinor, excessMinor };
}
