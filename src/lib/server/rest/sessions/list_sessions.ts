import { ok, refuse } from '#lib/kernel/result.ts';
import { reachOf, type Reach } from '../../auth/allow.ts';
import { mayInShift } from '../../auth/may_in_shift.ts';
import { listHeads } from '../../engine/session_documents.ts';
import { answerRest, type RestEvent } from './answer_rest.ts';
import { parseListQuery, printCursor } from './queries.ts';

/**
 * `GET /api/sessions?device_id=&status=active`: `{success, sessions}`, the newest first, and where the next page begins if there is one.
 * Whoever works at stations sees those of the shift; without one the list is empty. Spec: seeds/000 §3.
 */
export function listSessionsResponse(event: RestEvent): Promise<Response> {
	return answerRest(event, async ({ app, person, url }) => {
		const query = parseListQuery(url.searchParams);
		if (!query.ok) return query;
		const reach = reachOf(person, 'session.read');
		if (!reach && !mayInShift(person, 'session.read')) return refuse('NOT_PERMITTED', { what: 'read sessions' });
		const { device_id: deviceId = null, status = null, cursor, limit } = query.value;
		const page = await listHeads(app.engine, { ...reached(reach), deviceId, status }, { after: cursor, limit });
		const sessions = page.rows.map((head) => ({
			session_id: head.id,
			session_type: head.sessionType,
			current_step: head.currentStep,
			customer_name: head.customerName,
			updated_at: new Date(head.updatedAt).toISOString(),
		}));
		return ok({ body: { sessions, ...(page.next && { next_cursor: printCursor(page.next) }) } });
	});
}

function reached(reach: Reach | null): Pick<Parameters<typeof listHeads>[1], 'stations' | 'customerIds'> {
	switch (reach?.scope) {
		case 'all':
			return { stations: null, customerIds: null };
		case 'stations':
			return { stations: reach.stations, customerIds: null };
		case 'owner':
			return { stations: null, customerIds: reach.ownerIds };
		case 'assignee':
		case undefined:
			return { stations: [], customerIds: null };
	}
}
