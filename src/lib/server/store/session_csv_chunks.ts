import { and, asc, lt, sql } from 'drizzle-orm';
import { Buffer } from 'node:buffer';
import { sessions } from './schema.ts';
import { lineTexts, sessionLine, type LineColumns } from './session_csv_line.ts';
import { listedColumns, type ListedSession } from './session_list_columns.ts';
import { matchingAnywhere, type SessionFilter } from './session_list_filter.ts';
import type { Db } from './store.ts';

/** Sessions that began in [fromMs, untilMs) at one station, or at none, on whose clock one offset from UTC holds throughout. */
export interface CsvSpan {
	readonly stationId: string | null;
	readonly fromMs: number;
	readonly untilMs: number;
	readonly offsetMs: number;
	/** As it stands behind a local time, `+03:00`. */
	readonly offsetText: string;
	/** The cells of the station's id and name. */
	readonly stationCells: string;
	readonly timeZone: string;
}

/** Lines that are made at once: what the export holds in memory, and how long others wait for their turn. */
const chunkRows = 100;

/** Makes instants equally long as text, for the years 1970 to 5138. */
const keyBase = 100_000_000_000_000;
const keyDigits = String(keyBase).length;

/**
 * The lines (see `sessionLine`) of the sessions that the filter covers within each span, oldest first, a hundred at a time as UTF-8: constant
 * memory however many. Each chunk seeks its key in the index of station and time. That key never changes, so that each session comes once.
 */
export async function* sessionCsvChunks(
	db: Db,
	{ filter, spans, currencies }: { filter: SessionFilter; spans: Iterable<CsvSpan>; currencies: readonly string[] },
): AsyncGenerator<Uint8Array, void> {
	const query = chunkQuery(db, filter, currencies);
	for (const span of spans) {
		let last = { createdAt: span.fromMs, id: '' };
		for (;;) {
			const [found] = await query.execute({ ...span, ...last });
			if (!found?.key) break;
			yield found.lines;
			if (found.count < chunkRows) break;
			last = { createdAt: Number(found.key.slice(0, keyDigits)) - keyBase, id: found.key.slice(keyDigits) };
		}
	}
}

/** The chunk with what SQL left to others printed; the same one where it left nothing. */
export function printLeftRows(chunk: Uint8Array, print: (session: ListedSession) => string): Uint8Array {
	const parts: Uint8Array[] = [];
	let done = 0;
	for (let at = chunk.indexOf(nul); at >= 0; at = chunk.indexOf(nul, done)) {
		const end = chunk.indexOf(carriageReturn, at);
		const cells = JSON.parse(decoder.decode(chunk.subarray(at + 1, end))) as unknown[];
		parts.push(chunk.subarray(done, at), encoder.encode(print(listedOf(cells))));
		done = end + '\r\n'.length;
	}
	return done === 0 ? chunk : Buffer.concat([...parts, chunk.subarray(done)]);
}

const [nul, carriageReturn] = [0, 13];
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const listedNames = Object.keys(listedColumns(0)) as (keyof ListedSession)[];

function listedOf(cells: readonly unknown[]): ListedSession {
	return Object.fromEntries(listedNames.map((name, i) => [name, cells[i]])) as unknown as ListedSession;
}

/** Prepared once for an export: the first rows of a span after a key, as one text. */
function chunkQuery(db: Db, filter: SessionFilter, currencies: readonly string[]) {
	const { status, endedAt, ...columns } = listedColumns(filter.asOfMs);
	const after = sql`(${sessions.createdAt}, ${sessions.id}) > (${sql.placeholder('createdAt')}, ${sql.placeholder('id')})`;
	const page = db
		.select({
			...columns,
			status: status.as('status_now'),
			endedAt: endedAt.as('ended_then'),
			texts: lineTexts.as('texts'),
		})
		.from(sessions)
		.where(
			and(
				sql`${sessions.stationId} is ${sql.placeholder('stationId')}`,
				after,
				lt(sessions.createdAt, sql.placeholder('untilMs')),
				matchingAnywhere(filter),
			),
		)
		.orderBy(asc(sessions.createdAt), asc(sessions.id))
		.limit(chunkRows)
		.as('page');
	const row = Object.fromEntries(listedNames.map((name) => [name, page[name]])) as unknown as LineColumns;
	return db
		.select({
			lines: sql<Uint8Array>`cast(group_concat(${sessionLine(row, page.texts, currencies)}, '') as blob)`,
			count: sql<number>`count(*)`,
			key: sql<string | null>`max((${page.createdAt} + ${sql.raw(String(keyBase))}) || ${page.id})`,
		})
		.from(page)
		.prepare();
}
