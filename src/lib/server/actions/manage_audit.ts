import { requireStations } from '../auth/managed_stations.ts';
import { readAuditList, type AuditReport } from '../reports/audit_list.ts';
import type { AuditFields } from '../reports/audit_query.ts';
import type { ManageEvent } from './manage_event.ts';
import { filterTexts, type FilterTexts } from './manage_filter_text.ts';

/** What was refused, as its page shows it. */
interface AuditPage extends Omit<AuditReport, 'errors'> {
	readonly errors: FilterTexts<keyof AuditFields>;
}

/** What was refused at the stations of this person. Throws a redirect to sign in, or a 404. */
export async function auditPage(event: ManageEvent): Promise<AuditPage> {
	const { stations } = requireStations(event, 'audit.read');
	const report = await readAuditList(event.locals.app.engine, { stations, params: event.url.searchParams });
	return { ...report, errors: filterTexts(report.errors) };
}
