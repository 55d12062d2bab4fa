import { ocpiSessionsResponse } from '#lib/server/rest/ocpi/read_lists.ts';
import { otherOcpiMethodResponse } from '#lib/server/rest/ocpi/read_versions.ts';
import type { RequestHandler } from './$types';

/** Partners write the address with and without a slash at its end. */
export const trailingSlash = 'ignore';

/** Sessions of charging as OCPI has them. */
export const GET: RequestHandler = (event) => ocpiSessionsResponse(event);

export const fallback: RequestHandler = (event) => otherOcpiMethodResponse(event);
