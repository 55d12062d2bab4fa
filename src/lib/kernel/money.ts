/** An amount in whole minor units (cents) of one currency. Amounts of two currencies never add up. */
export interface Money {
	readonly amountMinor: number;
	/** ISO 4217 code. */
	readonly currency: string;
}

/** Digits after the decimal point of a currency (ISO 4217): 2 unless listed. */
export function minorDigits(currency: string): number {
	return zeroDecimalCurrencies.has(currency) ? 0 : 2;
}

const zeroDecimalCurrencies = new Set(['BIF', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'RWF', 'UGX', 'VND', 'XAF', 'XOF']);

/** Minor units → major units, for a document or a screen: 28800 KES → 288. */
export function toMajor(amountMinor: number, currency: string): number {
	return amountMinor / 10 ** minorDigits(currency);
}

/** Major units → whole minor units, rounded to the nearest: 288 KES → 28800. */
export function toMinor(amountMajor: number, currency: string): number {
	return Math.round(amountMajor * 10 ** minorDigits(currency));
}
