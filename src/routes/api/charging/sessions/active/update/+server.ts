import { updateChargeResponse } from '#lib/server/rest/charging/write_charge.ts';
import { otherMethodResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** Takes what the vehicle tells. */
export const PUT: RequestHandler = (event) => updateChargeResponse(event);

export const fallback: RequestHandler = ({ request }) => otherMethodResponse(request, ['PUT']);
