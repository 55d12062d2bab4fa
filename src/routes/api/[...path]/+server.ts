import { unknownAddressResponse } from '#lib/server/rest/sessions/other_methods.ts';
import type { RequestHandler } from './$types';

/** Addresses that there are not. */
export const fallback: RequestHandler = () => unknownAddressResponse();
