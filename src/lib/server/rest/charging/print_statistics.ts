import { toKwhFloor } from '#lib/kernel/energy.ts';
import { toMajor } from '#lib/kernel/money.ts';
import type { ChargeStatistics, CurrencyTotal } from '../../reports/charge_statistics.ts';

/**
 * Statistics in the JSON shape of seeds/001: kWh with 2 decimals, minutes, money in major units. `totalSpent` is of `currency`, the one of
 * most sessions; every currency stands in `totalsByCurrency`.
 */
export function printStatistics(statistics: ChargeStatistics): Record<string, unknown> {
	const { sessions, energyWh, meanMinutes, favourite, months, totals } = statistics;
	const [main] = totals;
	return {
		totalSessions: sessions,
		totalEnergyUsed: toKwhFloor(energyWh),
		totalSpent: main ? toMajor(main.spentMinor, main.currency) : 0,
		currency: main?.currency ?? null,
		averageSessionDuration: meanMinutes,
		favoriteStation: favourite?.stationId ?? null,
		monthlyUsage: months.map((month) => ({ month: month.month, ...printCharged(month) })),
		totalsByCurrency: totals.map(printCharged),
	};
}

function printCharged({ currency, sessions, energyWh, spentMinor }: CurrencyTotal): Record<string, unknown> {
	return { sessions, energyUsed: toKwhFloor(energyWh), totalSpent: toMajor(spentMinor, currency), currency };
}
