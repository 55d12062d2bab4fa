import { error } from '@sveltejs/kit';
import { allowSession } from '../auth/callers.ts';
import { reachOf } from '../auth/allow.ts';
import { requireReach } from '../auth/guard.ts';
import { readSessionDetail, type SessionDetail } from '../reports/read_session_detail.ts';
import { readSessionList, type SessionListReport } from '../reports/read_session_list.ts';
import type { ManageEvent } from './manage_event.ts';

/** The list of sessions that the address asks for, with who may export it. Throws a redirect to sign in, or a 404. */
export async function sessionListPage(event: ManageEvent): Promise<SessionListReport & { canExport: boolean }> {
	requireReach(event, 'station.watch');
	const { person, reach } = requireReach(event, 'session.read');
	const reader = { id: person.id, address: event.getClientAddress() };
	const report = await readSessionList(event.locals.app.engine, { reach, params: event.url.searchParams, reader });
	return { ...report, canExport: reachOf(person, 'session.export') !== null };
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
