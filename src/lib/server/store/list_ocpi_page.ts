import { and, asc, gte, inArray, lt, sql, type Column, type SQL } from 'drizzle-orm';

/** The row that a page follows: when it last changed, and its id. */
export type RoamingKey = readonly [at: number, id: string];

/** Which rows partners are told of, and which page of them. */
export interface RoamingQuery {
	/** Null for all: what is charged is at a station always, so that none is asked for, and the count needs no more than its index. */
	readonly stations: readonly string[] | null;
	/** UTC milliseconds, the first included and the last not; null for no bound. */
	readonly fromMs: number | null;
	readonly toMs: number | null;
	/** The row that the page follows and how many rows there were; else the page begins `offset` rows after the first. */
	readonly after: { readonly key: RoamingKey; readonly total: number } | null;
	readonly offset: number;
	readonly limit: number;
}

/** A page of rows. */
export interface RoamingPage<Row> {
	readonly rows: readonly Row[];
	/** Rows of the range: counted when the first page is read, carried by the keys of the next ones. */
	readonly total: number;
	/** What the next page follows; null on the last. */
	readonly next: RoamingKey | null;
}

/** What a list is ordered and filtered by. */
interface Columns {
	readonly at: Column;
	readonly id: Column;
	readonly stationId: Column;
}

/** True for the rows of a range at the stations asked for. */
export function changedWithin({ at, stationId }: Columns, { stations, fromMs, toMs }: RoamingQuery): SQL | undefined {
	return and(
		fromMs === null ? undefined : gte(at, fromMs),
		toMs === null ? undefined : lt(at, toMs),
		stations ? inArray(stationId, [...stations]) : undefined,
	);
}

/** Condition, order, limit and offset of a page; it reads one row more than the page has. */
export function pageOf({ at, id }: Columns, { after, offset, limit }: RoamingQuery) {
	return {
		where: after ? sql`(${at}, ${id}) > (${after.key[0]}, ${after.key[1]})` : undefined,
		orderBy: [asc(at), asc(id)],
		limit: limit + 1,
		offset: after ? 0 : offset,
	};
}

/** The page that the rows make; the count is that of the first page, or what has been seen by now where that is more. */
export function readTotal<Row>(
	found: readonly { readonly key: RoamingKey; readonly row: Row }[],
	{ after, offset, limit }: RoamingQuery,
	[counted]: readonly { readonly total: number }[],
): RoamingPage<Row> {
	const shown = found.slice(0, limit);
	const seen = found.length === 0 ? 0 : offset + found.length;
	return {
		rows: shown.map(({ row }) => row),
		total: Math.max(after?.total ?? counted?.total ?? 0, seen),
		next: found.length > limit ? (shown.at(-1)?.key ?? null) : null,
	};
}
