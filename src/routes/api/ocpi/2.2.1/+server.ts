import { ocpiDetailsResponse, otherOcpiMethodResponse } from '#lib/server/rest/ocpi/read_versions.ts';
import type { RequestHandler } from './$types';

/** Partners write the address with and without a slash at its end. */
export const trailingSlash = 'ignore';

/** The modules of OCPI 2.2.1 that are served. */
export const GET: RequestHandler = (event) => ocpiDetailsResponse(event);

export const fallback: RequestHandler = (event) => otherOcpiMethodResponse(event);
