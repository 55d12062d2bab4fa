import { sessionExportResponse } from '#lib/server/rest/session_export.ts';
import type { RequestHandler } from './$types';

/** The sessions of the filter as CSV, streamed. */
export const GET: RequestHandler = (event) => sessionExportResponse(event);
