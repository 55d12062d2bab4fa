import type { MoneyBucket, MoneyMove, Move, PaymentCapture } from './moves.ts';

/** A capture and the bucket its money goes to at once: nothing stays in suspense. */
export function capture(payment: Omit<PaymentCapture, 'ledger'>, into: MoneyBucket): Move[] {
	const entry = {
		ledger: 'money',
		paymentId: payment.paymentId,
		currency: payment.currency,
		amountMinor: payment.amountMinor,
	} as const;
	return [
		{ ledger: 'payment', ...payment },
		{ ...entry, key: `${payment.key}/captured`, bucket: 'captured' },
		{ ...entry, key: `${payment.key}/${into}`, bucket: into },
	];
}

/** Captured money changes its purpose: it leaves one bucket and enters another. */
export function reallocate(
	money: Omit<MoneyMove, 'ledger' | 'bucket'>,
	buckets: { from: MoneyBucket; to: MoneyBucket },
): MoneyMove[] {
	return [
		{
			...money,
			ledger: 'money',
			key: `${money.key}/-${buckets.from}`,
			bucket: buckets.from,
			amountMinor: -money.amountMinor,
		},
		{ ...money, ledger: 'money', key: `${money.key}/+${buckets.to}`, bucket: buckets.to },
	];
}
