import { ocpiVersionsResponse, otherOcpiMethodResponse } from '#lib/server/rest/ocpi/read_versions.ts';
import type { RequestHandler } from './$types';

/** Partners write the address with and without a slash at its end. */
export const trailingSlash = 'ignore';

/** The versions of OCPI that are spoken. */
export const GET: RequestHandler = (event) => ocpiVersionsResponse(event);

export const fallback: RequestHandler = (event) => otherOcpiMethodResponse(event);
