import type { App } from '../app.ts';
import { bodyHash } from '../engine/body_hash.ts';

interface Printed {
	readonly text: string;
	readonly etag: string;
}

/** Answers a request for a public document. */
type PublicDocument = (app: Pick<App, 'env'>, request: Request) => Response;

/**
 * A JSON document that anybody may read, from any site: printed once for an environment, and 304 for whoever has it already.
 * Nothing but the environment may change it while the process runs.
 */
export function publicDocument(describe: (env: App['env']) => unknown): PublicDocument {
	const printed = new WeakMap<App['env'], Printed>();

	function printedFor(env: App['env']): Printed {
		const known = printed.get(env);
		if (known) return known;
		const text = JSON.stringify(describe(env));
		const fresh = { text, etag: `"${bodyHash(text)}"` };
		printed.set(env, fresh);
		return fresh;
	}

	return ({ env }, request) => {
		const { text, etag } = printedFor(env);
		const headers = { etag, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
		if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
		return new Response(text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	};
}

/** Weak comparison (RFC 9110, 13.1.2): a proxy that compresses makes the tag weak. */
function matches(header: string | null, etag: string): boolean {
	if (header === null) return false;
	return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
