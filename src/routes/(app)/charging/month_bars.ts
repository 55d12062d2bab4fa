import type { Bar } from '#lib/ui/BarChart.svelte';
import { formatEnergy } from '#lib/ui/format.ts';
import { monthText } from './charge_figures.ts';

/** What was charged in a month, `YYYY-MM`, and one currency. */
export interface MonthEnergy {
	readonly month: string;
	readonly energyWh: number;
}

/** The most months of a chart. */
const monthLimit = 12;

/** A bar for each of the last months in which something was charged: energy adds up, whatever was paid with. */
export function monthBars(months: readonly MonthEnergy[], locale: string): Bar[] {
	const names = [...new Set(months.map(({ month }) => month))].slice(-monthLimit);
	return names.map((name) => {
		const energyWh = months.reduce((sum, one) => sum + (one.month === name ? one.energyWh : 0), 0);
		return {
			key: name,
			value: energyWh,
			name: monthText(name, locale, 'short'),
			text: `${monthText(name, locale)}: ${formatEnergy(energyWh, locale)}`,
		};
	});
}
