import { toMinutes } from '#lib/charging/figures.ts';
import { loadChargeFigures, type ChargeFigures, type ChargeMonth } from '#lib/server/store/charge_statistics_rows.ts';
import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import { readHeldMonths, type HeldMonth } from './charge_held.ts';
import type { ReportParts } from './record_reading.ts';

/** What was charged in one currency; amounts of two never add up. Energy Wh, money minor units. */
export interface CurrencyTotal {
	readonly currency: string;
	readonly sessions: number;
	readonly energyWh: number;
	readonly spentMinor: number;
}

/** What a rider has charged so far, completed sessions that count alone. Spec: seeds/001 step 4. */
export interface ChargeStatistics {
	readonly sessions: number;
	readonly energyWh: number;
	/** Mean duration of a session with 2 decimals; 0 without any. */
	readonly meanMinutes: number;
	/** Where the rider charged most often, of several the latest; null if nowhere. */
	readonly favourite: ChargeFigures['favourite'];
	/** First to last, one for each currency of a month. */
	readonly months: readonly ChargeMonth[];
	/** That of the currency of most sessions first. */
	readonly totals: readonly CurrencyTotal[];
}

/** Later than any month: the currency of the latest session is the latest. */
const latest = '9999-99';

/** Reads what a customer has charged so far: from running figures, so that it costs the same after any number of sessions. */
export async function readChargeStatistics(
	{ store }: Pick<ReportParts, 'store'>,
	customerId: string,
): Promise<ChargeStatistics> {
	const { months, favourite, latestCurrency } = await loadChargeFigures(store.db, customerId);
	const sessions = sum(months, 'sessions');
	return {
		sessions,
		energyWh: sum(months, 'energyWh'),
		meanMinutes: sessions === 0 ? 0 : toMinutes(sum(months, 'durationMs') / sessions),
		favourite,
		months,
		totals: totalsOf(months, latestCurrency),
	};
}

/** What a customer has charged so far, and what waits for a person by the months of their clock. */
export async function readChargeOverview(
	parts: Pick<ReportParts, 'store'>,
	customerId: string,
): Promise<ChargeStatistics & { readonly held: readonly HeldMonth[] }> {
	const { usual } = await loadRiderZones(parts.store.db, customerId);
	const [statistics, held] = await Promise.all([
		readChargeStatistics(parts, customerId),
		readHeldMonths(parts, customerId, usual),
	]);
	return { ...statistics, held };
}

function totalsOf(months: readonly ChargeMonth[], latestCurrency: string | null): CurrencyTotal[] {
	const currencies = [...new Set(months.map(({ currency }) => currency))];
	const totals = currencies.map((currency) => {
		const rows = months.filter((row) => row.currency === currency);
		const lastMonth = currency === latestCurrency ? latest : (rows.at(-1)?.month ?? '');
		const [sessions, energyWh, spentMinor] = [sum(rows, 'sessions'), sum(rows, 'energyWh'), sum(rows, 'spentMinor')];
		return { lastMonth, total: { currency, sessions, energyWh, spentMinor } };
	});
	return totals
		.sort((a, b) => b.total.sessions - a.total.sessions || (a.lastMonth < b.lastMonth ? 1 : -1))
		.map(({ total }) => total);
}

function sum<Row>(
	rows: readonly Row[],
	field: { [K in keyof Row]: Row[K] extends number ? K : never }[keyof Row],
): number {
	return rows.reduce((total, row) => total + Number(row[field]), 0);
}
