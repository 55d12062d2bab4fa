import { unknownOcpiAddressResponse } from '#lib/server/rest/ocpi/read_versions.ts';
import type { RequestHandler } from './$types';

/** Addresses of OCPI that there are not. */
export const fallback: RequestHandler = (event) => unknownOcpiAddressResponse(event);
