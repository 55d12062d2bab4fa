/** OCPI's own status codes, as far as we answer them. Spec: OCPI 2.2.1, «Status codes». */
export const ocpiStatus = { success: 1000, clientError: 2000, parameterWrong: 2001, serverError: 3000 } as const;

/** What is answered: `data` is left out of errors. */
export interface OcpiBody {
	readonly data?: unknown;
	readonly status_code: number;
	readonly status_message: string;
}

/** What an answer has beside its body. */
interface Beside {
	readonly request: Request;
	/** UTC milliseconds. */
	readonly now: number;
	/** HTTP status: 200 for whatever has reached OCPI, by the standard even where OCPI says no. */
	readonly http?: number;
	readonly headers?: Readonly<Record<string, string>>;
}

/** The ids of messages that answers repeat; what is no id is not. */
const messageIds = ['x-request-id', 'x-correlation-id'] as const;

/** An answer in OCPI's envelope. Spec: OCPI 2.2.1, «Response format», «Unique message IDs». */
export function ocpiResponse(body: OcpiBody, { request, now, http = 200, headers = {} }: Beside): Response {
	const ids = messageIds.flatMap((name) => {
		const id = request.headers.get(name);
		return id !== null && /^[\x21-\x7e]{1,128}$/.test(id) ? [[name, id] as const] : [];
	});
	return Response.json(
		{ ...body, timestamp: new Date(now).toISOString() },
		{ status: http, headers: { 'cache-control': 'private, no-store', ...Object.fromEntries(ids), ...headers } },
	);
}
