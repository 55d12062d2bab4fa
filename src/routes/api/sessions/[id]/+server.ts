import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import { sessionDocumentResponse } from '#lib/server/rest/sessions/read_session.ts';
import { archiveSessionResponse, patchSessionResponse } from '#lib/server/rest/sessions/write_session.ts';
import type { RequestHandler } from './$types';

/** A session in the JSON shape of its spec. */
export const GET: RequestHandler = (event) => sessionDocumentResponse(event, event.params.id);

/** Merges a patch into a session document. */
export const PATCH: RequestHandler = (event) => patchSessionResponse(event, event.params.id);

/** Puts a session away. */
export const DELETE: RequestHandler = (event) => archiveSessionResponse(event, event.params.id);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET', 'PATCH', 'DELETE']);
