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
			yield* stationPages(db, ofStation, { stationId, pageRows });
		}
	}
}

async function* stationPages(
	db: Db,
	filter: SessionFilter,
	{ stationId, pageRows }: { stationId: string | null; pageRows: number },
): AsyncGenerator<readonly ListedSession[]> {
	const ofStation = stationId === null ? isNull(sessions.stationId) : eq(sessions.stationId, stationId);
	let last: ListedSession | undefined;
	do {
		const key = sql`(${sessions.createdAt}, ${sessions.id})`;
		const rows: ListedSession[] = await db
			.select(listedColumns(filter.asOfMs))
			.from(sessions)
			.where(and(ofStation, matching(filter), last && sql`${key} > (${last.createdAt}, ${last.id})`))
			.orderBy(asc(sessions.createdAt), asc(sessions.id))
			.limit(pageRows);
		if (rows.length > 0) yield rows;
		last = rows.length < pageRows ? undefined : rows.at(-1);
	} while (last);
}
