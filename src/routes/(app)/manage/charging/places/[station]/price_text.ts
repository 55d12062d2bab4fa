import { minorDigits, toMajor, type Money } from '#lib/kernel/money.ts';

/** A price as it is typed: 165 or 55.50. */
export function priceText({ amountMinor, currency }: Money): string {
	const major = toMajor(amountMinor, currency);
	return Number.isInteger(major) ? String(major) : major.toFixed(minorDigits(currency));
}
