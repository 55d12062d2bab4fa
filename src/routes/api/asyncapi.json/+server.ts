import { asyncApiResponse } from '#lib/server/rest/async_api.ts';
import type { RequestHandler } from './$types';

/** How to speak to the agent, as AsyncAPI 3.0. */
export const GET: RequestHandler = ({ locals, request }) => asyncApiResponse(locals.app, request);
