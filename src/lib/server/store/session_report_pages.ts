import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { sessions } from './schema.ts';
import { listedColumns, type ListedSession } from './session_list_columns.ts';
import { matching, type SessionFilter } from './session_list_filter.ts';
import type { Db } from './store.ts';

/**
 * All sessions that the filter covers, station after station and oldest first, a page at a time: constant memory however many.
 * Each page seeks its key in the index of station and time. That key never changes, so that each session comes once.
 */
export async function* sessionPages(
	db: Db,
	filter: SessionFilter,
	pageRows: number,
): AsyncGenerator<readonly ListedSession[]> {
	for (const span of filter.spans) {
		for (const stationId of span.stationIds) {
			const ofStation: SessionFilter = { ...filter, spans: [{ ...span, stationIds: [stationId] }] };
			let last: ListedSession | undefined;
			do {
				const rows = await readPage(db, ofStation, { stationId, last, pageRows });
				if (rows.length > 0) yield rows;
				last = rows.length < pageRows ? undefined : rows.at(-1);
			} while (last);
		}
	}
}

/** The sessions of one station after the last one. The whole page comes as one JSON text: far faster than a row at a time. */
async function readPage(
	db: Db,
	filter: SessionFilter,
	{ stationId, last, pageRows }: { stationId: string | null; last: ListedSession | undefined; pageRows: number },
): Promise<ListedSession[]> {
	const columns = listedColumns(filter.asOfMs);
	const names = Object.keys(columns) as (keyof ListedSession)[];
	const ofStation = stationId === null ? isNull(sessions.stationId) : eq(sessions.stationId, stationId);
	const afterLast = last && sql`(${sessions.createdAt}, ${sessions.id}) > (${last.createdAt}, ${last.id})`;
	const page = db
		.select({
			row: sql`json_array(${sql.join(
				Object.values(columns).map((column) => sql`${column}`),
				sql`, `,
			)})`.as('cells'),
		})
		.from(sessions)
		.where(and(ofStation, matching(filter), afterLast))
		.orderBy(asc(sessions.createdAt), asc(sessions.id))
		.limit(pageRows)
		.as('page');
	const [found] = await db.select({ json: sql<string>`json_group_array(json(${page.row}))` }).from(page);
	const rows = JSON.parse(found?.json ?? '[]') as unknown[][];
	return rows.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i]])) as unknown as ListedSession);
}
