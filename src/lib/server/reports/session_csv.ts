import { printLeftRows, sessionCsvChunks, type CsvSpan } from '#lib/server/store/session_csv_chunks.ts';
import type { SessionFilter } from '#lib/server/store/session_list_filter.ts';
import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { Db } from '#lib/server/store/store.ts';
import { clockSpans } from './clock_spans.ts';
import { byteOrderMark, csvLine, csvText } from './csv_line.ts';
import { sessionLinePrinter } from './session_line.ts';
import { zoneWithoutStation } from './session_spans.ts';

/** The first line of the export. */
const csvColumns = [
	'session_id',
	'kind',
	'status',
	'station_id',
	'station',
	'attendant_id',
	'attendant',
	'customer_id',
	'customer',
	'plan_id',
	'started_at_utc',
	'started_at_local',
	'ended_at_utc',
	'ended_at_local',
	'time_zone',
	'duration_s',
	'energy_kwh',
	'amount',
	'currency',
	'payment',
] as const;

/** What an export is made of. */
export interface CsvSource {
	readonly filter: SessionFilter;
	/** All stations that the filter names. */
	readonly stations: readonly ReportStation[];
	/** The currencies that are known to occur: lines in any other are right too, and slower. */
	readonly currencies: readonly string[];
}

/** The export as text or UTF-8, a part a chunk: every session the filter covers, a line each, figures exact. SQL prints all but rare lines. */
export async function* sessionCsv(
	db: Db,
	{ filter, stations, currencies }: CsvSource,
): AsyncGenerator<string | Uint8Array, void> {
	const print = sessionLinePrinter(stations);
	yield byteOrderMark + csvLine(csvColumns);
	const spans = csvSpans(filter, new Map(stations.map((station) => [station.id, station])));
	for await (const chunk of sessionCsvChunks(db, { filter, spans, currencies })) yield printLeftRows(chunk, print);
}

/** Station after station, the spans of its clock: nothing after the present is looked for. */
function* csvSpans(filter: SessionFilter, stations: ReadonlyMap<string, ReportStation>): Generator<CsvSpan, void> {
	for (const { stationIds, fromMs, untilMs } of filter.spans) {
		const clocks = new Map<string, ReturnType<typeof clockSpans>>();
		for (const stationId of stationIds) {
			const { name, timeZone } = stations.get(stationId ?? '') ?? { name: null, timeZone: zoneWithoutStation };
			const range = { fromMs, untilMs: Math.min(untilMs, filter.asOfMs + 1) };
			const parts = clocks.get(timeZone) ?? clockSpans(range, timeZone);
			clocks.set(timeZone, parts);
			const stationCells = `${csvText(stationId)},${csvText(name)}`;
			for (const part of parts) yield { ...part, stationId, stationCells, timeZone };
		}
	}
}
