import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import { fillMessage, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import type { App } from '../../app.ts';
import { reachOf, type Reach } from '../../auth/allow.ts';
import type { SignedIn } from '../../auth/signed_in.ts';
import { rowOf } from '../sessions/refused_request.ts';
import { limitRest } from '../sessions/rest_rate.ts';
import { ocpiResponse, ocpiStatus } from './ocpi_response.ts';
import { readOcpiToken } from './ocpi_token.ts';

const logger = getLogger(['pitlane', 'ocpi']);

/** A request of a partner, as a route has it. */
export interface OcpiEvent {
	readonly locals: { readonly app: App; readonly person: SignedIn | null };
	readonly request: Request;
	readonly url: URL;
	getClientAddress(): string;
}

/** A request of a partner who is known, may roam and is not too fast. */
export interface OcpiCall {
	readonly app: App;
	readonly person: SignedIn;
	/** The stations whose sessions the partner is told of. */
	readonly reach: Reach;
	readonly address: string;
	readonly url: URL;
}

/** What is answered to a partner. */
export interface OcpiAnswer {
	readonly data: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers a request of OCPI: HTTP 401 for nobody, 403 without the permission to roam, 429 for who comes too fast. What gets further has
 * reached OCPI: HTTP 200 with the status code of OCPI, 2001 for wrong parameters, 3000 while the store does not answer. Spec: OCPI 2.2.1, «Status codes».
 */
export async function answerOcpi(
	event: OcpiEvent,
	answer: (call: OcpiCall) => Promise<Result<OcpiAnswer>>,
): Promise<Response> {
	const { locals, request, url } = event;
	const { app } = locals;
	const now = app.engine.clock();
	const address = event.getClientAddress();
	try {
		const known = await whoAsks(event, address);
		if (!known.ok) return refusedAnswer(known, { request, now });
		const person = known.value;
		const reach = reachOf(person, 'charge.roam');
		if (!reach) return refusedAnswer(refuse('NOT_PERMITTED', { what: 'roam' }), { request, now });
		const limited = limitRest(app.engine, person);
		if (limited) return refusedAnswer(limited, { request, now });
		const outcome = await answer({ app, person, reach, address, url });
		if (!outcome.ok) return wrongAnswer(outcome, { request, now });
		const { data, headers } = outcome.value;
		const body = { data, status_code: ocpiStatus.success, status_message: 'Success' };
		return ocpiResponse(body, { request, now, ...(headers && { headers }) });
	} catch (error) {
		if (!(error instanceof FaultError)) throw error;
		logger.error('{path} broke', { path: url.pathname, error });
		const body = { status_code: ocpiStatus.serverError, status_message: 'Something broke on our side; ask again' };
		return ocpiResponse(body, { request, now });
	}
}

/** Whose the token of the request is; without one, who is signed in by a bearer token or a cookie. */
async function whoAsks({ locals, request }: OcpiEvent, address: string): Promise<Result<SignedIn>> {
	const token = readOcpiToken(request.headers);
	if (token === undefined) return locals.person ? { ok: true, value: locals.person } : refuse('NOT_SIGNED_IN');
	const { person, refusal } = await locals.app.auth.authenticate({ cookie: undefined, bearer: token, address });
	if (person) return { ok: true, value: person };
	return refusal ?? refuse('TOKEN_REFUSED');
}

interface Asked {
	readonly request: Request;
	readonly now: number;
}

/** The answer to what is refused before it reaches OCPI, with its HTTP status. */
export function refusedAnswer(refusal: Refusal, asked: Asked): Response {
	const { http, message } = rowOf(refusal.code);
	const { retry_after_ms: waitMs, retryAfterMs = waitMs, allowed } = refusal.params;
	const headers = {
		...(http === 401 && { 'www-authenticate': 'Token' }),
		...(Number(retryAfterMs ?? 0) > 0 && { 'retry-after': String(Math.ceil(Number(retryAfterMs) / 1000)) }),
		...(allowed !== undefined && { allow: String(allowed) }),
	};
	const body = { status_code: ocpiStatus.clientError, status_message: fillMessage(message, refusal.params) };
	return ocpiResponse(body, { ...asked, http, headers });
}

/** The answer to a request that OCPI cannot take. */
function wrongAnswer(refusal: Refusal, asked: Asked): Response {
	const message = fillMessage(rowOf(refusal.code).message, refusal.params);
	return ocpiResponse({ status_code: ocpiStatus.parameterWrong, status_message: message }, asked);
}
