import { asc, desc, sql, type SQL } from 'drizzle-orm';

/** The values that order a row in its list; no two rows have the same. */
export type PageKey = readonly (string | number)[];

/** Which page of a list: the rows right after a key or right before it, else the first ones. */
export interface KeyedRequest {
	readonly after?: PageKey | undefined;
	readonly before?: PageKey | undefined;
	/** The most rows of a page. */
	readonly limit: number;
}

/** One page of a list. */
export interface KeyedPage<Row> {
	readonly rows: readonly Row[];
	/** What the page before this one precedes; null on the first. */
	readonly previous: PageKey | null;
	/** What the page after this one follows; null on the last. */
	readonly next: PageKey | null;
}

/** How a list is paged by its key: rows that come or go elsewhere move none of a page. */
export interface KeyOrder {
	/** In the order they compare in. */
	readonly columns: readonly SQL[];
	readonly direction: 'asc' | 'desc';
}

/** Condition, order and limit of the query of a page; it reads one row more than the page has. */
export function keyedQuery({ columns, direction }: KeyOrder, { after, before, limit }: KeyedRequest) {
	const backwards = isBackwards({ after, before });
	const order = backwards === (direction === 'asc') ? desc : asc;
	const from = after ?? before;
	const isAbove = (after !== undefined) === (direction === 'asc');
	const beyond = from && sql`(${list(columns)}) ${isAbove ? sql`>` : sql`<`} (${list(from)})`;
	return { where: beyond, orderBy: columns.map((column) => order(column)), limit: limit + 1 };
}

/** The page that the rows of `keyedQuery` make. */
export function keyedPage<Row>(
	found: readonly Row[],
	request: KeyedRequest,
	keyOf: (row: Row) => PageKey,
): KeyedPage<Row> {
	const backwards = isBackwards(request);
	const shown = found.slice(0, request.limit);
	if (backwards) shown.reverse();
	const isMore = found.length > request.limit;
	const edge = (row: Row | undefined) => (row === undefined ? null : keyOf(row));
	return {
		rows: shown,
		previous: backwards ? (isMore ? edge(shown[0]) : null) : request.after ? edge(shown[0]) : null,
		next: backwards || isMore ? edge(shown.at(-1)) : null,
	};
}

function isBackwards({ after, before }: Pick<KeyedRequest, 'after' | 'before'>): boolean {
	return after === undefined && before !== undefined;
}

function list(values: readonly (SQL | string | number)[]): SQL {
	return sql.join(
		values.map((value) => sql`${value}`),
		sql`, `,
	);
}
