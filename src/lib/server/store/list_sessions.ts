import { and, asc, desc, sql, type SQL } from 'drizzle-orm';
import { sessions } from './schema.ts';
import { listedColumns, sortKey, type ListedSession, type SessionSort } from './session_list_columns.ts';
import { matching, type SessionFilter } from './session_list_filter.ts';
import { sessionTotals, totalsOf, type SessionTotals } from './session_list_totals.ts';
import type { Db } from './store.ts';

/** The key of the row that a page follows or precedes, as `ListPage` answers it. */
export type SessionKey = readonly (string | number)[];

/** Which page of a list: the rows right after a key or right before it, else the first ones. */
export interface PageRequest {
	readonly sort: SessionSort;
	readonly direction: 'asc' | 'desc';
	readonly after?: SessionKey | undefined;
	readonly before?: SessionKey | undefined;
	/** The most rows of a page. */
	readonly limit: number;
}

/** One page of a list and the totals of all of it, from one read. */
export interface ListPage {
	readonly rows: readonly ListedSession[];
	readonly totals: SessionTotals;
	/** What the page before this one precedes; null on the first. */
	readonly previous: SessionKey | null;
	/** What the page after this one follows; null on the last. */
	readonly next: SessionKey | null;
}

/** A page of the sessions that the filter covers, by key: rows that come or go elsewhere move none of this page. */
export async function listSessions(db: Db, filter: SessionFilter, page: PageRequest): Promise<ListPage> {
	const keys = sortKey(page.sort, filter.asOfMs);
	const backwards = page.before !== undefined;
	const order = backwards === (page.direction === 'asc') ? desc : asc;
	const [found, sums] = await db.batch([
		db
			.select({ ...listedColumns(filter.asOfMs), key: sql<string>`json_array(${sql.join([...keys], sql`, `)})` })
			.from(sessions)
			.where(and(matching(filter), beyond(keys, page)))
			.orderBy(...keys.map((key) => order(key)))
			.limit(page.limit + 1),
		sessionTotals(db, filter),
	]);
	const shown = found.slice(0, page.limit);
	if (backwards) shown.reverse();
	const isMore = found.length > page.limit;
	const edge = (row: { key: string } | undefined) => (row ? (JSON.parse(row.key) as SessionKey) : null);
	return {
		rows: shown.map(({ key: _key, ...row }) => row),
		totals: totalsOf(sums),
		previous: backwards ? (isMore ? edge(shown[0]) : null) : page.after ? edge(shown[0]) : null,
		next: backwards || isMore ? edge(shown.at(-1)) : null,
	};
}

/** Rows on the far side of the page's key. */
function beyond(keys: readonly SQL[], { direction, after, before }: PageRequest): SQL | undefined {
	const from = after ?? before;
	if (!from) return undefined;
	const isAbove = (after !== undefined) === (direction === 'asc');
	const values = sql.join(
		from.map((value) => sql`${value}`),
		sql`, `,
	);
	return sql`(${sql.join([...keys], sql`, `)}) ${isAbove ? sql`>` : sql`<`} (${values})`;
}
