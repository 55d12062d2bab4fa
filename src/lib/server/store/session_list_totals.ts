import { sql } from 'drizzle-orm';
import type { Money } from '#lib/kernel/money.ts';
import { sessions } from './schema.ts';
import { matching, type SessionFilter } from './session_list_filter.ts';
import type { Db } from './store.ts';

/** What all sessions of a filter come to. */
export interface SessionTotals {
	readonly count: number;
	readonly energyWh: number;
	/** One amount a currency, by its code: two currencies never add up. */
	readonly amounts: readonly Money[];
}

/** The query of the totals, a row a currency, for a batch that reads the list as well. */
export function sessionTotals(db: Db, filter: SessionFilter) {
	return db
		.select({
			currency: sessions.currency,
			count: sql<number>`count(*)`,
			energyWh: sql<number>`coalesce(sum(${sessions.energyWh}), 0)`,
			amountMinor: sql<number>`sum(${sessions.amountMinor})`,
		})
		.from(sessions)
		.where(matching(filter))
		.groupBy(sessions.currency)
		.orderBy(sessions.currency);
}

/** Joins the rows of `sessionTotals`. A session that knows no currency yet has taken no money. */
export function totalsOf(rows: Awaited<ReturnType<typeof sessionTotals>>): SessionTotals {
	return {
		count: rows.reduce((sum, row) => sum + row.count, 0),
		energyWh: rows.reduce((sum, row) => sum + row.energyWh, 0),
		amounts: rows.flatMap(({ currency, amountMinor }) => (currency === null ? [] : [{ currency, amountMinor }])),
	};
}

/** The totals alone, for a report that needs no list. */
export async function readTotals(db: Db, filter: SessionFilter): Promise<SessionTotals> {
	return totalsOf(await sessionTotals(db, filter));
}
