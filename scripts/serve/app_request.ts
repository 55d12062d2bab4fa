import { securityHeaders } from '#lib/server/security_headers.ts';

/** The largest request body that reaches the app, in bytes. */
const maxBodyBytes = 1024 * 1024;

/**
 * The request as the app sees it: below the public origin, whatever address and port it came in by, so that SvelteKit's
 * origin check compares with what people have in the address bar. A body above `maxBodyBytes` is answered with 413.
 */
export async function toAppRequest(request: Request, origin: string): Promise<Request | Response> {
	const { pathname, search } = new URL(request.url);
	const url = origin + pathname + search;
	if (request.body === null) return new Request(url, request);
	const body = await readBody(request, request.body);
	if (body === undefined) return new Response('Request body is too large', { status: 413 });
	return new Request(url, { method: request.method, headers: request.headers, body, signal: request.signal });
}

/** Reads a body to its end, or nothing if it is longer than allowed. */
async function readBody(request: Request, stream: ReadableStream<Uint8Array>): Promise<BodyInit | undefined> {
	const announced = request.headers.get('content-length');
	// The server ends a body at its announced length: such a one is read at once, which costs a fraction of a stream.
	if (announced !== null) return Number(announced) > maxBodyBytes ? undefined : request.arrayBuffer();
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let bytes = 0;
	for await (const chunk of stream) {
		bytes += chunk.length;
		if (bytes > maxBodyBytes) return undefined;
		chunks.push(new Uint8Array(chunk));
	}
	return new Blob(chunks);
}

/** The client's address: the last entry of X-Forwarded-For if our own proxy wrote it, else the peer of the connection. */
export function clientAddress(request: Request, peer: string, trustProxy: boolean): string {
	const forwarded = trustProxy ? request.headers.get('x-forwarded-for') : null;
	return forwarded?.split(',').at(-1)?.trim() || peer;
}

/**
 * Where a person is sent who opened 127.0.0.1 while the origin says localhost, or the other way round: forms sent from
 * there would be refused. Nothing for everybody else.
 */
export function loopbackRedirect(request: Request, origin: string): Response | undefined {
	const asked = new URL(request.url);
	const home = new URL(origin);
	const isOtherName = isLoopback(asked) && isLoopback(home) && asked.port === home.port && asked.host !== home.host;
	if (!isOtherName || request.headers.get('sec-fetch-mode') !== 'navigate' || request.method !== 'GET')
		return undefined;
	return new Response(null, { status: 307, headers: { location: origin + asked.pathname + asked.search } });
}

function isLoopback(url: URL): boolean {
	return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

/** The response with the security headers that hold for pages and files alike; what the app has set stays. */
export function withSecurityHeaders(response: Response, origin: string): Response {
	const defaults = {
		...securityHeaders,
		...(origin.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
	};
	const missing = Object.entries(defaults).filter(([name]) => !response.headers.has(name));
	// Most pages have set them all: a copy would turn their body into a stream.
	if (missing.length === 0) return response;
	const headers = new Headers(response.headers);
	for (const [name, value] of missing) headers.set(name, value);
	return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
