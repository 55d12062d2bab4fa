import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import { sessionEventsResponse } from '#lib/server/rest/sessions/read_session.ts';
import type { RequestHandler } from './$types';

/** The audit trail of a session. */
export const GET: RequestHandler = (event) => sessionEventsResponse(event, event.params.id);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET']);
