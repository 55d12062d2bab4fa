import { localMonthAt } from '#lib/kernel/time_zone.ts';
import { listHeldStarts } from '#lib/server/store/charge_statistics_rows.ts';
import type { ReportParts } from './record_reading.ts';

/** How many sessions that began in a month wait for a manager and are not counted. */
export interface HeldMonth {
	/** `YYYY-MM` by the rider's clock. */
	readonly month: string;
	readonly sessions: number;
}

/** Counts the sessions of a customer that no total has yet, first month to last; the history with the state `held` lists the same. */
export async function readHeldMonths(
	{ store }: Pick<ReportParts, 'store'>,
	customerId: string,
	timeZone: string,
): Promise<HeldMonth[]> {
	const starts = await listHeldStarts(store.db, customerId);
	const counts = new Map<string, number>();
	for (const at of starts) {
		const month = localMonthAt(at, timeZone);
		counts.set(month, (counts.get(month) ?? 0) + 1);
	}
	return [...counts].map(([month, sessions]) => ({ month, sessions })).sort((a, b) => (a.month < b.month ? -1 : 1));
}
