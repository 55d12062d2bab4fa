import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { readTotals } from '#lib/server/store/session_list_totals.ts';
import type { ReportRequest } from './read_session_list.ts';
import { describeIssue } from './filter_issue.ts';
import { recordReading, type ReportParts } from './record_reading.ts';
import { scopeOf } from './report_reach.ts';
import { sessionCsv } from './session_csv.ts';
import { parseSessionQuery } from './session_query.ts';
import { textStream } from './text_stream.ts';

/** An export that has begun. */
export interface SessionExport {
	/** UTF-8; made as fast as it is read. */
	readonly stream: ReadableStream<Uint8Array>;
	/** Lines after the first one. */
	readonly rowCount: number;
	readonly fileName: string;
}

/**
 * Exports exactly the sessions that the same filter lists, whatever page is open, and records who did.
 * Sessions that begin after the export are not in it. Refuses FILTER_INVALID.
 */
export async function exportSessions(
	parts: ReportParts,
	{ reach, params, reader }: ReportRequest,
): Promise<Result<SessionExport, 'FILTER_INVALID'>> {
	const { db } = parts.store;
	const scope = await scopeOf(db, reach);
	const { fields, errors, query } = parseSessionQuery(params, scope, parts.clock());
	if (!query) {
		const [issue] = Object.values(errors);
		return refuse('FILTER_INVALID', { problem: issue ? describeIssue(issue) : null });
	}
	const { count, amounts } = await readTotals(db, query.filter);
	const { from, to } = query.range;
	const detail = { ...fields, rows: count };
	await recordReading(parts, reader, {
		action: 'session.export',
		subject: 'sessions',
		stationId: query.stationId,
		detail,
	});
	const currencies = amounts.map(({ currency }) => currency);
	return ok({
		stream: textStream(sessionCsv(db, { filter: query.filter, stations: scope.stations, currencies })),
		rowCount: count,
		fileName: ['sessions', ...(query.stationId ? [query.stationId] : []), from, to].join('_') + '.csv',
	});
}
