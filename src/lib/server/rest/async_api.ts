import type { App } from '../app.ts';
import { bodyHash } from '../engine/body_hash.ts';
import { asyncApiDocument } from './async_api/document.ts';

interface Printed {
	readonly text: string;
	readonly etag: string;
}

/** What was printed for an environment: nothing else changes it while the process runs. */
const printed = new WeakMap<App['env'], Printed>();

/**
 * `GET /api/asyncapi.json`: how to speak to the agent, as AsyncAPI 3.0; 304 for whoever has it already.
 * It is a public contract, so that anybody may read it, from any site.
 */
export function asyncApiResponse({ env }: Pick<App, 'env'>, request: Request): Response {
	const { text, etag } = printedFor(env);
	const headers = { etag, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
	if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
	return new Response(text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
}

function printedFor(env: App['env']): Printed {
	const known = printed.get(env);
	if (known) return known;
	const { origin, mqtt } = env;
	const text = JSON.stringify(asyncApiDocument({ origin, url: mqtt.url, webSocketUrl: mqtt.webSocketUrl }));
	const fresh = { text, etag: `"${bodyHash(text)}"` };
	printed.set(env, fresh);
	return fresh;
}

/** Weak comparison (RFC 9110, 13.1.2): a proxy that compresses makes the tag weak. */
function matches(header: string | null, etag: string): boolean {
	if (header === null) return false;
	return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
