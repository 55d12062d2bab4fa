import { listSessions, type SessionKey } from '#lib/server/store/list_sessions.ts';
import type { ListedSession } from '#lib/server/store/session_list_columns.ts';
import type { SessionTotals } from '#lib/server/store/session_list_totals.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';
import { scopeOf, type ReportReach, type ReportScope } from './report_reach.ts';
import { printSessionKey } from './session_key.ts';
import { parseSessionQuery, type ParsedQuery } from './session_query.ts';

/** Rows of one page of the list. */
const pageRows = 50;

/** Who asks for which sessions. */
export interface ReportRequest {
	readonly reach: ReportReach;
	/** The filter as it stands in the address. */
	readonly params: URLSearchParams;
	readonly reader: Reader;
}

/** A list of sessions with the filter it was made by; without `page` the filter has errors. */
export interface SessionListReport {
	readonly fields: ParsedQuery['fields'];
	readonly errors: ParsedQuery['errors'];
	readonly stations: ReportScope['stations'];
	readonly page: {
		readonly rows: readonly ListedSession[];
		readonly totals: SessionTotals;
		/** Keys for the address of the neighbouring pages; null where there is none. */
		readonly previous: string | null;
		readonly next: string | null;
	} | null;
}

/** Reads one page of sessions within a reach, with the totals of all that the filter covers, and records that it was read. */
export async function readSessionList(parts: ReportParts, request: ReportRequest): Promise<SessionListReport> {
	const { db } = parts.store;
	const scope = await scopeOf(db, request.reach);
	const { fields, errors, query } = parseSessionQuery(request.params, scope, parts.clock());
	const { stations } = scope;
	if (!query) return { fields, errors, stations, page: null };
	const { rows, totals, previous, next } = await listSessions(db, query.filter, { ...query.page, limit: pageRows });
	if (rows.length > 0) {
		const detail = { ...fields, rows: rows.length };
		const reading = { action: 'session.list', subject: 'sessions', stationId: query.stationId, detail } as const;
		await recordReading(parts, request.reader, reading);
	}
	return { fields, errors, stations, page: { rows, totals, previous: print(previous), next: print(next) } };
}

function print(key: SessionKey | null): string | null {
	return key && printSessionKey(key);
}
