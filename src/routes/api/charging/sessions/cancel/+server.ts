import { cancelChargeResponse } from '#lib/server/rest/charging/write_charge.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** Gives a session up. */
export const POST: RequestHandler = (event) => cancelChargeResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['POST']);
