import type { MoneyBucket, MoneyMove, QuotaMove, QuotaReason } from './moves.ts';

/** The sum of each money bucket, minor units of one currency. */
export function moneyBalances(
	entries: readonly Pick<MoneyMove, 'bucket' | 'amountMinor'>[],
): Record<MoneyBucket, number> {
	const sums: Record<MoneyBucket, number> = {
		captured: 0,
		service: 0,
		quota: 0,
		refund_due: 0,
		refunded: 0,
		suspense: 0,
	};
	for (const entry of entries) sums[entry.bucket] += entry.amountMinor;
	return sums;
}

/** True if what was captured is wholly accounted for and no bucket is below zero (invariant 1). */
export function moneyAddsUp(sums: Record<MoneyBucket, number>): boolean {
	const { captured, ...purposes } = sums;
	const allocated = Object.values(purposes).reduce((sum, amount) => sum + amount, 0);
	return captured === allocated && Object.values(sums).every((amount) => amount >= 0);
}

/** Running figures of one service's quota, thousandths of its unit. */
export interface QuotaBalance {
	readonly usedMilli: number;
	readonly quotaMilli: number;
}

/** The figures after one more entry: consumption and its reversal change what is used, all others what is granted. */
export function applyQuota(before: QuotaBalance, entry: { reason: QuotaReason; amountMilli: number }): QuotaBalance {
	const changesUse = entry.reason === 'consumption' || (entry.reason === 'reversal' && entry.amountMilli > 0);
	return changesUse
		? { ...before, usedMilli: before.usedMilli - entry.amountMilli }
		: { ...before, quotaMilli: before.quotaMilli + entry.amountMilli };
}

/** The figures that a list of entries adds up to. */
export function quotaBalance(entries: readonly Pick<QuotaMove, 'reason' | 'amountMilli'>[]): QuotaBalance {
	return entries.reduce(applyQuota, { usedMilli: 0, quotaMilli: 0 });
}
