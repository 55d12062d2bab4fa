import type { ReceiptRow } from '#lib/kinds/parts/ui/receipt.ts';
import { formatEnergy, formatMoney } from '#lib/ui/format.ts';
import { explainPrice } from '../price_explanation.ts';
import type { SwapData } from '../state.ts';

/** The price's explanation in the reader's own figures. */
export function priceRows(price: NonNullable<SwapData['price']>, locale: string): ReceiptRow[] {
	return explainPrice(price).map(({ value, ...row }) => ({ ...row, value: printed(value, locale) }));
}

function printed(value: ReturnType<typeof explainPrice>[number]['value'], locale: string): string {
	if ('money' in value) return formatMoney(value.money, locale);
	if ('energyWh' in value) return formatEnergy(value.energyWh, locale);
	throw new TypeError('A price is explained in energy and money');
}
