import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyQuota, moneyAddsUp, moneyBalances, quotaBalance } from './balances.ts';
import { capture, reallocate } from './money_moves.ts';
import type { MoneyMove, Move, QuotaReason } from './moves.ts';

const payment = {
	key: 'k',
	paymentId: 'pay-1',
	method: 'MPESA',
	reference: 'R1',
	paymentType: 'TOP_UP',
	amountMinor: 28_800,
	currency: 'KES',
	planId: 'SUB-1',
	verification: 'receipt',
} as const;
const moneyOf = (moves: readonly Move[]) => moves.filter((move) => move.ledger === 'money');

describe('money', () => {
	test('that was captured is in one bucket at once', () => {
		const sums = moneyBalances(moneyOf(capture(payment, { quota: payment.amountMinor })));
		expect(sums).toEqual({ captured: 28_800, service: 0, quota: 28_800, refund_due: 0, refunded: 0, suspense: 0 });
		expect(moneyAddsUp(sums)).toBe(true);
	});

	test('that leaves a bucket enters another', () => {
		const entries = [
			...moneyOf(capture(payment, { quota: payment.amountMinor })),
			...reallocate(
				{ key: 's', paymentId: 'pay-1', amountMinor: 28_800, currency: 'KES' },
				{ from: 'quota', to: 'service' },
			),
		];
		expect(moneyBalances(entries)).toMatchObject({ captured: 28_800, quota: 0, service: 28_800 });
		expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
	});

	test.each([
		['more was spent than captured', { service: 28_801 }],
		['less was spent than captured', { service: 28_799 }],
		['a bucket is below zero', { service: 28_801, suspense: -1 }],
	])('does not add up if %s', (_, buckets) => {
		const entries: Pick<MoneyMove, 'bucket' | 'amountMinor'>[] = [{ bucket: 'captured', amountMinor: 28_800 }];
		for (const [bucket, amountMinor] of Object.entries(buckets)) {
			entries.push({ bucket: bucket as MoneyMove['bucket'], amountMinor });
		}
		expect(moneyAddsUp(moneyBalances(entries))).toBe(false);
	});
});

describe('quota', () => {
	test('entries change what was granted or what was used', () => {
		const before = { usedMilli: 500, quotaMilli: 1000 };
		const after = (reason: QuotaReason, amountMilli: number) => applyQuota(before, { reason, amountMilli });
		expect(after('opening', 100)).toEqual({ usedMilli: 500, quotaMilli: 1100 });
		expect(after('top_up', 100)).toEqual({ usedMilli: 500, quotaMilli: 1100 });
		expect(after('waiver', 100)).toEqual({ usedMilli: 500, quotaMilli: 1100 });
		expect(after('consumption', -100)).toEqual({ usedMilli: 600, quotaMilli: 1000 });
		expect(after('reversal', 100)).toEqual({ usedMilli: 400, quotaMilli: 1000 });
		expect(after('reversal', -100)).toEqual({ usedMilli: 500, quotaMilli: 900 });
	});

	test('what remains is the sum of all entries', () => {
		const reasons = fc.constantFrom<QuotaReason>('opening', 'top_up', 'waiver', 'consumption', 'reversal');
		const entries = fc.array(fc.record({ reason: reasons, amountMilli: fc.integer({ min: -1e6, max: 1e6 }) }));
		fc.assert(
			fc.property(entries, (list) => {
				const { usedMilli, quotaMilli } = quotaBalance(list);
				expect(quotaMilli - usedMilli).toBe(list.reduce((sum, { amountMilli }) => sum + amountMilli, 0));
			}),
		);
	});
});
