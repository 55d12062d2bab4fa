import type { MoneyBucket, MoneyMove, Move, PaymentCapture } from './moves.ts';

/** A capture and the buckets its money goes to at once, minor units in each: nothing stays in suspense. */
export function capture(payment: Omit<PaymentCapture, 'ledger'>, into: Partial<Record<MoneyBucket, number>>): Move[] {
	const entry = { ledger: 'money', paymentId: payment.paymentId, currency: payment.currency } as const;
	const buckets = Object.entries({ captured: payment.amountMinor, ...into }) as [MoneyBucket, number][];
	const entries = buckets
		.filter(([, amountMinor]) => amountMinor > 0)
		.map(([bucket, amountMinor]) => ({ ...entry, key: `${payment.key}/${bucket}`, bucket, amountMinor }));
	return [{ ledger: 'payment', ...payment }, ...entries];
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
