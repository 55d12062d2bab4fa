import { ok, refuse } from '#lib/kernel/result.ts';
import { answerOcpi, refusedAnswer, type OcpiEvent } from './answer_ocpi.ts';
import { ocpiAddress, ocpiModules, ocpiVersion } from './ocpi_address.ts';

/** `GET /api/ocpi/versions`: the versions that are spoken. Spec: OCPI 2.2.1, Versions. */
export function ocpiVersionsResponse(event: OcpiEvent): Promise<Response> {
	return answerOcpi(event, ({ app }) =>
		Promise.resolve(ok({ data: [{ version: ocpiVersion, url: ocpiAddress(app.env.origin) }] })),
	);
}

/** `GET /api/ocpi/2.2.1`: the modules that are served, all as their sender. Spec: OCPI 2.2.1, Versions. */
export function ocpiDetailsResponse(event: OcpiEvent): Promise<Response> {
	return answerOcpi(event, ({ app }) => {
		const endpoints = ocpiModules.map((identifier) => ({
			identifier,
			role: 'SENDER',
			url: ocpiAddress(app.env.origin, identifier),
		}));
		return Promise.resolve(ok({ data: { version: ocpiVersion, endpoints } }));
	});
}

/** The answer to a method that no address of OCPI has: 405 with those it has, or 204 to who only asks for them. */
export function otherOcpiMethodResponse({ request, locals }: Pick<OcpiEvent, 'request' | 'locals'>): Response {
	const allowed = 'GET, HEAD, OPTIONS';
	if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allowed } });
	const refusal = refuse('METHOD_NOT_ALLOWED', { allowed, method: request.method });
	return refusedAnswer(refusal, { request, now: locals.app.engine.clock() });
}

/** The answer to an address of OCPI that there is not: 404. */
export function unknownOcpiAddressResponse({ request, locals }: Pick<OcpiEvent, 'request' | 'locals'>): Response {
	return refusedAnswer(refuse('NOT_FOUND'), { request, now: locals.app.engine.clock() });
}
