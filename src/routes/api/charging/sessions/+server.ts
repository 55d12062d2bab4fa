import { chargeListResponse } from '#lib/server/rest/charging/read_charges.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** The rider's charging sessions. */
export const GET: RequestHandler = (event) => chargeListResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET']);
