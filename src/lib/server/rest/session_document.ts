import { refuse } from '#lib/kernel/result.ts';
import type { App } from '../app.ts';
import { allowSession } from '../auth/callers.ts';
import { authRefusals } from '../auth/refusals.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import { documentOf, readSession } from '../engine/session_queries.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { refusedResponse } from './refused.ts';

/**
 * `GET /api/sessions/{id}`: the session in the JSON shape of its spec, `{success: true, session}`, with its version as ETag.
 * 401 for nobody; 404 for what does not exist and for what one may not see alike. Spec: seeds/000 §3.
 */
export async function sessionDocumentResponse(app: App, person: SignedIn | null, id: string): Promise<Response> {
	if (!person) return refusedResponse(refuse('NOT_SIGNED_IN'), authRefusals.NOT_SIGNED_IN);
	const session = await readSession(app.engine, id);
	if (!session || !allowSession(person, 'session.read', session)) return notFound();
	const headers = { etag: `"${session.version}"`, 'cache-control': 'private, no-store' };
	return Response.json({ success: true, session: documentOf(session) }, { headers });
}

function notFound(): Response {
	const refusal = refuse('SESSION_NOT_FOUND');
	const row = refusalRow(refusal.code);
	if (!row) throw new TypeError('SESSION_NOT_FOUND has no row in the refusal tables');
	return refusedResponse(refusal, row);
}
