import { error } from '@sveltejs/kit';
import { allowSession } from '../auth/callers.ts';
import { reachOf } from '../auth/allow.ts';
import { requireReach } from '../auth/guard.ts';
import { readSessionDetail, type SessionDetail } from '../reports/read_session_detail.ts';
import { readSessionList, type SessionListReport } from '../reports/read_session_list.ts';
import type { QueryFields } from '../reports/session_query.ts';
import type { ManageEvent } from './manage_event.ts';
import { filterTexts, type FilterTexts } from './manage_filter_text.ts';

/** A list of sessions as its page shows it. */
interface SessionListPage extends Omit<SessionListReport, 'errors'> {
	readonly errors: FilterTexts<keyof QueryFields>;
	readonly canExport: boolean;
}

/** The list of sessions that the address asks for, with who may export it. Throws a redirect to sign in, or a 404. */
export async function sessionListPage(event: ManageEvent): Promise<SessionListPage> {
	requireReach(event, 'station.watch');
	const { person, reach } = requireReach(event, 'session.read');
	const reader = { id: person.id, address: event.getClientAddress() };
	const report = await readSessionList(event.locals.app.engine, { reach, params: event.url.searchParams, reader });
	return { ...report, errors: filterTexts(report.errors), canExport: reachOf(person, 'session.export') !== null };
}

/** A session with its timeline; phone numbers are masked. Throws a redirect to sign in, or a 404. */
export async function sessionDetailPage(event: ManageEvent, id: string): Promise<SessionDetail> {
	requireReach(event, 'station.watch');
	const { person } = requireReach(event, 'session.read');
	const detail = await readSessionDetail(event.locals.app.engine, {
		id,
		mayRead: (session) => allowSession(person, 'session.read', session),
		reader: { id: person.id, address: event.getClientAddress() },
	});
	if (!detail) error(404, 'Not found');
	return detail;
}
