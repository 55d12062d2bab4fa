import { chargeCsvResponse } from '#lib/server/actions/charge_pages.ts';
import type { RequestHandler } from './$types';

/** The rider's own sessions of the filter as CSV, streamed. */
export const GET: RequestHandler = (event) => chargeCsvResponse(event);
