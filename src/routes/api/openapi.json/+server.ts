import { openApiResponse } from '#lib/server/rest/open_api.ts';
import type { RequestHandler } from './$types';

/** The REST surface of sessions, as OpenAPI 3.1. */
export const GET: RequestHandler = ({ locals, request }) => openApiResponse(locals.app, request);
