import { ok, type Result } from '#lib/kernel/result.ts';
import { archiveSession } from '../../engine/archive_session.ts';
import { patchDocument, saveDocument, type DocumentRequest } from '../../engine/write_document.ts';
import { answerRest, type RestAnswer, type RestCall, type RestEvent } from './answer_rest.ts';
import { readBody } from './read_body.ts';
import { readIdempotencyKey, readIfMatch } from './request_headers.ts';

type Saved = Awaited<ReturnType<typeof saveDocument>>;

/** `POST /api/sessions`: saves a whole document; `{success, session_id, version}`. Spec: seeds/000 §3. */
export function saveSessionResponse(event: RestEvent): Promise<Response> {
	return answerRest(event, async (call) => {
		const request = await documentRequest(call, ['application/json']);
		return request.ok ? savedAnswer(await saveDocument(call.app.engine, request.value)) : request;
	});
}

/** `PATCH /api/sessions/{id}`: merges a patch (RFC 7396); `{success, session_id, version}`. Spec: seeds/000 §3. */
export function patchSessionResponse(event: RestEvent, id: string): Promise<Response> {
	return answerRest(event, async (call) => {
		const request = await documentRequest(call, ['application/json', 'application/merge-patch+json']);
		return request.ok ? savedAnswer(await patchDocument(call.app.engine, id, request.value)) : request;
	});
}

/** `DELETE /api/sessions/{id}`: puts the session away, cancelled first if it still runs; `{success, archived}`. Spec: seeds/000 §3. */
export function archiveSessionResponse(event: RestEvent, sessionId: string): Promise<Response> {
	return answerRest(event, async ({ app, access, request }) => {
		const saw = readIfMatch(request.headers);
		if (!saw.ok) return saw;
		const archived = await archiveSession(app.engine, { sessionId, access, saw: saw.value });
		return archived.ok ? ok({ body: { archived: true } }) : archived;
	});
}

async function documentRequest(
	{ access, request }: RestCall,
	accepted: readonly string[],
): Promise<Result<DocumentRequest>> {
	const key = readIdempotencyKey(request.headers);
	if (!key.ok) return key;
	const saw = readIfMatch(request.headers);
	if (!saw.ok) return saw;
	const body = await readBody(request, accepted);
	return body.ok ? ok({ access, document: body.value, saw: saw.value, key: key.value }) : body;
}

function savedAnswer(saved: Saved): Result<RestAnswer> {
	if (!saved.ok) return saved;
	const { id, version } = saved.value;
	return ok({ body: { session_id: id, version }, headers: { etag: `"${version}"` } });
}
