import { startChargeResponse } from '#lib/server/rest/charging/write_charge.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** Begins to charge. */
export const POST: RequestHandler = (event) => startChargeResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['POST']);
