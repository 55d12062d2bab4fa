import { toKwhFloor } from '#lib/kernel/energy.ts';
import type { SwapPrice } from '#lib/plan/swap_price.ts';
import type { ReportRow } from '#lib/session/report.ts';
import { explainPrice, type PriceLineName, type PriceNote } from './price_explanation.ts';

const labels: Readonly<Record<PriceLineName, string>> = {
	new_battery: 'New battery',
	returned_battery: 'Returned battery',
	difference: 'Difference',
	from_quota: 'From quota',
	to_charge: 'To charge',
	rate: 'Price of 1 kWh',
	cost: 'Cost',
	payable: 'To pay',
};

/** The price of a swap as those who manage it read it, in English. */
export function tellPrice(price: SwapPrice): readonly ReportRow[] {
	return explainPrice(price).map(({ name, value, note }) => ({
		label: labels[name],
		value,
		...(note && { note: noteWords(note) }),
		...(name === 'payable' && { strong: true }),
	}));
}

function noteWords(note: PriceNote): string {
	switch (note.code) {
		case 'cut_energy':
			return 'cut to two decimals';
		case 'unlimited':
			return 'unlimited';
		case 'of_left':
			return `of ${exactEnergy(note.energyWh)} left`;
		case 'exactly':
			return `exactly ${exactEnergy(note.energyWh)}`;
		case 'rounded_up':
			return 'rounded up';
		case 'below_unit':
			return `less than 1 ${note.currency}: nothing to pay`;
		case 'covered':
			return 'covered by quota';
		case 'no_gain':
			return 'no energy gained';
		case 'cut_money':
			return `cut to whole ${note.currency}`;
	}
}

/** Energy without any cut: in kWh where two decimals tell all of it, else in Wh. */
function exactEnergy(energyWh: number): string {
	return energyWh % 10 === 0 ? `${toKwhFloor(energyWh)} kWh` : `${energyWh} Wh`;
}
