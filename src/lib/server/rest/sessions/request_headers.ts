import { ok, refuse, type Result } from '#lib/kernel/result.ts';

/** The version that `If-Match` names: none without the header or with `*`. Weak tags count, since proxies that compress make them. */
export function readIfMatch(headers: Headers): Result<number[]> {
	const header = headers.get('if-match')?.trim() ?? '*';
	if (header === '*') return ok([]);
	const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1];
	return version === undefined
		? refuse('INPUT_INVALID', { path: 'If-Match', issue: 'One entity tag of the session, or *' })
		: ok([Number(version)]);
}

/** What the client calls its request, or null. */
export function readIdempotencyKey(headers: Headers): Result<string | null> {
	const key = headers.get('idempotency-key');
	if (key === null) return ok(null);
	return /^[\x21-\x7e]{1,200}$/.test(key)
		? ok(key)
		: refuse('INPUT_INVALID', { path: 'Idempotency-Key', issue: '1 to 200 printable characters of ASCII' });
}
