import { readinessResponse } from '#lib/server/rest/readiness.ts';
import type { RequestHandler } from './$types';

/** Readiness: the database answers and takes writes. */
export const GET: RequestHandler = ({ locals }) => readinessResponse(locals.app);
