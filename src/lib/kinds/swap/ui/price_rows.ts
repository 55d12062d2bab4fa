import type { ReceiptRow } from '#lib/kinds/parts/ui/receipt.ts';
import { formatEnergy, formatMoney } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { explainPrice, type PriceLine, type PriceLineName, type PriceNote } from '../price_explanation.ts';
import type { SwapData } from '../state.ts';

const labels: Readonly<Record<PriceLineName, () => string>> = {
	new_battery: m.swap_price_new,
	returned_battery: m.swap_price_returned,
	difference: m.swap_price_difference,
	from_quota: m.swap_price_quota,
	to_charge: m.swap_price_charge,
	rate: m.swap_price_rate,
	cost: m.swap_price_cost,
	payable: m.swap_price_payable,
};

/** The price's explanation in the reader's own words and figures. */
export function priceRows(price: NonNullable<SwapData['price']>, locale: string): ReceiptRow[] {
	return explainPrice(price).map(({ name, value, note }) => ({
		label: labels[name](),
		value: printed(value, locale),
		...(note && { note: noteText(note, locale) }),
		...(name === 'payable' && { strong: true }),
	}));
}

function printed(value: PriceLine['value'], locale: string): string {
	return 'money' in value ? formatMoney(value.money, locale) : formatEnergy(value.energyWh, locale);
}

function noteText(note: PriceNote, locale: string): string {
	switch (note.code) {
		case 'cut_energy':
			return m.swap_note_cut_energy();
		case 'unlimited':
			return m.swap_note_unlimited();
		case 'of_left':
			return m.swap_note_of_left({ energy: exactEnergy(note.energyWh, locale) });
		case 'exactly':
			return m.swap_note_exactly({ energy: exactEnergy(note.energyWh, locale) });
		case 'rounded_up':
			return m.swap_note_rounded_up();
		case 'below_unit':
			return m.swap_note_below_unit({ currency: note.currency });
		case 'covered':
			return m.swap_note_covered();
		case 'no_gain':
			return m.swap_note_no_gain();
		case 'cut_money':
			return m.swap_note_cut_money({ currency: note.currency });
	}
}

/** Energy without any cut: in kWh where two decimals tell all of it, else in Wh. */
function exactEnergy(energyWh: number, locale: string): string {
	if (energyWh % 10 === 0) return formatEnergy(energyWh, locale);
	return `${new Intl.NumberFormat(locale).format(energyWh)}\u00a0Wh`;
}
