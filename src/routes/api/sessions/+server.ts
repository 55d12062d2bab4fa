import { listSessionsResponse } from '#lib/server/rest/sessions/list_sessions.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import { saveSessionResponse } from '#lib/server/rest/sessions/write_session.ts';
import type { RequestHandler } from './$types';

/** The sessions of a device, or all that one may see. */
export const GET: RequestHandler = (event) => listSessionsResponse(event);

/** Saves a whole session document. */
export const POST: RequestHandler = (event) => saveSessionResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET', 'POST']);
