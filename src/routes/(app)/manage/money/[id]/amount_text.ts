import { minorDigits, toMajor, toMinor, type Money } from '#lib/kernel/money.ts';

/** An amount as it is typed: 250, or 250.50 where it is not whole. */
export function majorText({ amountMinor, currency }: Money): string {
	const major = toMajor(amountMinor, currency);
	return Number.isInteger(major) ? String(major) : major.toFixed(minorDigits(currency));
}

/** What was typed, in the currency of `like`; zero where nothing was. */
export function typedMoney(text: string | undefined, like: Money): Money {
	const major = Number((text ?? '').replace(',', '.'));
	return { amountMinor: toMinor(Number.isFinite(major) ? major : 0, like.currency), currency: like.currency };
}
