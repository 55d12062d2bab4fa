/**
 * The country (ISO 3166) in which a currency is money, as its code (ISO 4217) begins with it: KE for KES. For a currency of several countries,
 * as XOF, a code that no country has.
 */
export function homeCountry(currency: string): string {
	return currency.slice(0, 2);
}
