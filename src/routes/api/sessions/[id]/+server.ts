import { sessionDocumentResponse } from '#lib/server/rest/session_document.ts';
import type { RequestHandler } from './$types';

/** A session in the JSON shape of its spec. */
export const GET: RequestHandler = ({ locals, params }) =>
	sessionDocumentResponse(locals.app, locals.person, params.id);
