import { ok, refuse } from '#lib/kernel/result.ts';
import { readAudit, readDocument } from '../../engine/session_documents.ts';
import { answerRest, type RestEvent } from './answer_rest.ts';
import { parseEventsQuery } from './queries.ts';

/**
 * `GET /api/sessions/{id}`: the session in the JSON shape of its spec, `{success, session}`, with its version as ETag.
 * What does not exist and what one may not see are alike. Spec: seeds/000 §3.
 */
export function sessionDocumentResponse(event: RestEvent, id: string): Promise<Response> {
	return answerRest(event, async ({ app, access }) => {
		const read = await readDocument(app.engine, id, access);
		if (!read) return refuse('SESSION_NOT_FOUND');
		return ok({ body: { session: read.document }, headers: { etag: `"${read.version}"` } });
	});
}

/** `GET /api/sessions/{id}/events`: the audit trail, `{success, session_id, events}`, and where the next page begins. Spec: seeds/000 §5. */
export function sessionEventsResponse(event: RestEvent, id: string): Promise<Response> {
	return answerRest(event, async ({ app, access, url }) => {
		const query = parseEventsQuery(url.searchParams);
		if (!query.ok) return query;
		const page = await readAudit(app.engine, id, { access, ...query.value });
		if (!page) return refuse('SESSION_NOT_FOUND');
		const events = page.events.map((one) => ({
			event_id: one.id,
			event_type: one.type,
			timestamp: new Date(one.at).toISOString(),
			data: one.data,
		}));
		return ok({ body: { session_id: id, events, ...(page.next !== null && { next_cursor: String(page.next) }) } });
	});
}
