import { activeChargeResponse } from '#lib/server/rest/charging/read_charges.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** The session that the rider has open, as the spec names it too. */
export const GET: RequestHandler = (event) => activeChargeResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['GET']);
