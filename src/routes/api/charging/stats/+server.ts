import { chargeStatisticsResponse } from '#lib/server/rest/charging/read_charges.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** What the rider has charged so far. */
export const GET: RequestHandler = (event) => chargeStatisticsResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET']);
