import { isJsonObject, type JsonObject } from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { parseJsonBytes, requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import { readBytes } from '../read_bytes.ts';

/** Reads a JSON object from a body of one of these media types, within the limits of size and depth. */
export async function readBody(request: Request, accepted: readonly string[]): Promise<Result<JsonObject>> {
	const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (!accepted.includes(mediaType)) return refuse('CONTENT_TYPE_UNSUPPORTED', { accepted: accepted.join(' or ') });
	const bytes = await readBytes(request, requestLimitBytes);
	if (!bytes) return refuse('REQUEST_TOO_LARGE');
	const value = parseJsonBytes(bytes);
	if (!value.ok) return value;
	return isJsonObject(value.value) ? ok(value.value) : refuse('INPUT_INVALID', { path: 'body', issue: 'No object' });
}
