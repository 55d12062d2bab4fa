import { chargeDashboardResponse } from '#lib/server/rest/charging/read_charges.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** The latest sessions, the statistics and the open session at once. */
export const GET: RequestHandler = (event) => chargeDashboardResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET']);
