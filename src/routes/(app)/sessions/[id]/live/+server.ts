import { sessionLiveResponse } from '#lib/server/actions/session_live.ts';
import type { RequestHandler } from './$types';

/** Server-sent events: the session's version and who made it, whenever it moves. */
export const GET: RequestHandler = (event) => sessionLiveResponse(event, event.params.id);
