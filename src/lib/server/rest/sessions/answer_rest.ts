import { FaultError } from '#lib/kernel/fault.ts';
import { refuse, type Result } from '#lib/kernel/result.ts';
import type { App } from '../../app.ts';
import { allow } from '../../auth/allow.ts';
import { allowSession } from '../../auth/callers.ts';
import { mayInShift } from '../../auth/may_in_shift.ts';
import { toActor, type SignedIn } from '../../auth/signed_in.ts';
import type { DocumentAccess } from '../../engine/document_access.ts';
import { limitRest } from './rest_rate.ts';
import { refusedRequest } from './refused_request.ts';

/** A request of the REST surface, as a route has it. */
export interface RestEvent {
	readonly locals: { readonly app: App; readonly person: SignedIn | null; readonly requestId: string };
	readonly request: Request;
	readonly url: URL;
}

/** A request of somebody who is known and not too fast. */
export interface RestCall {
	readonly app: App;
	readonly person: SignedIn;
	readonly access: DocumentAccess;
	readonly request: Request;
	readonly url: URL;
}

/** What is answered to a request: a body, and headers beside the usual ones. */
export interface RestAnswer {
	readonly body: Readonly<Record<string, unknown>>;
	readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers a request of the REST surface: 401 for nobody, 429 for who comes too fast, 503 while the store does not answer, else what
 * `answer` makes of it, refusals by their rows. Nothing of it may be kept by caches.
 */
export async function answerRest(
	{ locals, request, url }: RestEvent,
	answer: (call: RestCall) => Promise<Result<RestAnswer>>,
): Promise<Response> {
	const { app, person, requestId } = locals;
	if (!person) return refusedRequest(refuse('NOT_SIGNED_IN'));
	const limited = limitRest(app.engine, person);
	if (limited) return refusedRequest(limited);
	try {
		const outcome = await answer({ app, person, access: accessOf(person), request, url });
		if (!outcome.ok) return refusedRequest(outcome);
		const { body, headers } = outcome.value;
		return Response.json({ success: true, ...body }, { headers: { 'cache-control': 'private, no-store', ...headers } });
	} catch (error) {
		if (error instanceof FaultError) return brokenResponse(error, requestId);
		throw error;
	}
}

function accessOf(person: SignedIn): DocumentAccess {
	return {
		actor: toActor(person),
		allow: (permission, session) => allowSession(person, permission, session),
		allowMirror: (permission, stationId) => allow(person, permission, { stationId }),
		mayInShift: (permission) => mayInShift(person, permission),
	};
}

/** The store does not answer: the outcome is unknown, and the same request again is safe. */
function brokenResponse({ retryAfterMs = 1000 }: FaultError, supportCode: string): Response {
	const error = {
		code: 'TEMPORARILY_UNAVAILABLE',
		message: 'Something broke on our side; send the same request again',
		recoverable: true,
		recovery_action: 'TRY_AGAIN',
		support_code: supportCode,
	};
	const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)), 'cache-control': 'no-store' };
	return Response.json({ success: false, error }, { status: 503, headers });
}
