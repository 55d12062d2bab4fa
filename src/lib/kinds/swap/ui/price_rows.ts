import { formatEnergy, formatMoney } from '#lib/ui/format.ts';
import { explainPrice } from '../price_explanation.ts';
import type { SwapData } from '../state.ts';

/** One line of a list that the reader sees. */
export interface PriceRow {
	readonly label: string;
	readonly value: string;
	readonly note?: string | undefined;
	readonly strong?: boolean | undefined;
}

/** The price's explanation in the reader's own figures. */
export function priceRows(price: NonNullable<SwapData['price']>, locale: string): PriceRow[] {
	return explainPrice(price).map(({ value, ...row }) => ({ ...row, value: printed(value, locale) }));
}

function printed(value: ReturnType<typeof explainPrice>[number]['value'], locale: string): string {
	if ('money' in value) return formatMoney(value.money, locale);
	if ('energyWh' in value) return formatEnergy(value.energyWh, locale);
	throw new TypeError('A price is explained in energy and money');
}
