import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Verification } from './moves.ts';

/** Refuses cash above what this person may record in one payment; limit and amount in minor units of the currency. */
export function withinCashLimit(
	payment: { readonly verification: Verification; readonly amountMinor: number },
	limitMinor: number,
	currency: string,
): Result<null, 'CASH_LIMIT_EXCEEDED'> {
	if (payment.verification !== 'cash' || payment.amountMinor <= limitMinor) return ok(null);
	return refuse('CASH_LIMIT_EXCEEDED', { limit: toMajor(limitMinor, currency), currency });
}
