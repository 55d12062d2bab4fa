import type { Refusal, RefusalRow } from '#lib/kernel/result.ts';
import { authRefusals } from '../../auth/refusals.ts';
import { refusalRow } from '../../operations/describe_refusal.ts';
import { refusedResponse } from '../refused.ts';
import { requestRefusals } from './refusals.ts';

/** The row of a refusal of the REST surface. Throws TypeError for a code that no table has. */
export function rowOf(code: string): RefusalRow {
	const tables: Readonly<Record<string, RefusalRow>>[] = [requestRefusals, authRefusals];
	const own = tables.find((table) => Object.hasOwn(table, code))?.[code];
	const row = refusalRow(code) ?? own;
	if (!row) throw new TypeError(`${code} has no row in the refusal tables`);
	return row;
}

/** What `error` says beside the row: the path, the current version, the time to wait. */
export function fieldsOf({ params }: Refusal): Readonly<Record<string, string | number | null>> {
	const { path, current, retry_after_ms: retryAfterMs } = params;
	return {
		...(path !== undefined && { path }),
		...(typeof current === 'number' && { current_version: current }),
		...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }),
	};
}

/** The answer to a refused request; a path, the current version and the time to wait stand in `error` where there is one. */
export function refusedRequest(refusal: Refusal): Response {
	const { current, retry_after_ms: retryAfterMs, allowed } = refusal.params;
	return refusedResponse(refusal, rowOf(refusal.code), {
		fields: fieldsOf(refusal),
		headers: {
			'cache-control': 'no-store',
			...(typeof current === 'number' && { etag: `"${current}"` }),
			...(typeof retryAfterMs === 'number' && { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
			...(allowed !== undefined && { allow: String(allowed) }),
			...(rowOf(refusal.code).http === 401 && { 'www-authenticate': 'Bearer' }),
		},
	});
}
