import { chargeNowResponse } from '#lib/server/actions/charge_pages.ts';
import type { RequestHandler } from './$types';

/** The session as it is now, for the page that shows it. */
export const GET: RequestHandler = (event) => chargeNowResponse(event, event.params.id);
