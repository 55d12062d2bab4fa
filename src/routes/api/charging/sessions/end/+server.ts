import { endChargeResponse } from '#lib/server/rest/charging/write_charge.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** Ends a session. */
export const POST: RequestHandler = (event) => endChargeResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['POST']);
