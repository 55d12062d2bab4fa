import { refuse } from '#lib/kernel/result.ts';
import { refusedRequest } from './refused_request.ts';

/** The answer to a method that an address does not have: 405 with those it has, or 204 to who only asks for them. */
export function otherMethodResponse({ method }: Request, methods: readonly string[]): Response {
	const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
	if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allowed } });
	return refusedRequest(refuse('METHOD_NOT_ALLOWED', { allowed, method }));
}

/** The answer to an address that there is not. */
export function unknownAddressResponse(): Response {
	return refusedRequest(refuse('NOT_FOUND'));
}
