import { requireStations } from '../auth/managed_stations.ts';
import { readAuditList, type AuditReport } from '../reports/audit_list.ts';
import type { ManageEvent } from './manage_event.ts';

/** What was refused at the stations of this person. Throws a redirect to sign in, or a 404. */
export async function auditPage(event: ManageEvent): Promise<AuditReport> {
	const { stations } = requireStations(event, 'audit.read');
	return readAuditList(event.locals.app.engine, { stations, params: event.url.searchParams });
}
