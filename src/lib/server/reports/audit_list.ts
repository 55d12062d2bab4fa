import { listRefusals, type AuditedRefusal } from '#lib/server/store/list_audit.ts';
import { listStations, type ReportStation } from '#lib/server/store/session_report_stations.ts';
import { parseAuditQuery, type ParsedAuditQuery } from './audit_query.ts';
import { printPageKey, readPageKeys } from './page_key.ts';
import type { ReportParts } from './record_reading.ts';

/** Rows of one page. */
const pageRows = 50;

/** One page of refusals and alerts; without `page` the filter has errors. */
export interface AuditReport extends Omit<ParsedAuditQuery, 'filter'> {
	readonly stations: readonly ReportStation[];
	readonly page: {
		readonly rows: readonly AuditedRefusal[];
		readonly previous: string | null;
		readonly next: string | null;
	} | null;
}

/** Reads a page of what was refused at the stations; whoever reaches all of them also sees what names none. */
export async function readAuditList(
	{ store, clock }: ReportParts,
	{ stations: reach, params }: { stations: '*' | readonly string[]; params: URLSearchParams },
): Promise<AuditReport> {
	const stations = await listStations(store.db, reach);
	const scope = { stations, withoutStation: reach === '*', customerIds: null };
	const { fields, errors, filter } = parseAuditQuery(params, scope, clock());
	if (!filter) return { fields, errors, stations, page: null };
	const { rows, previous, next } = await listRefusals(store.db, filter, {
		...readPageKeys(params, 2),
		limit: pageRows,
	});
	return { fields, errors, stations, page: { rows, previous: printPageKey(previous), next: printPageKey(next) } };
}
