import * as v from 'valibot';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { Result } from '#lib/kernel/result.ts';

/**
 * Parses a request's `data` by its schema; the first wrong field decides the code, `INVALID_REQUEST` unless
 * `codes` names another for its path. `params` are `reason` and `field`.
 */
export function parseData<Schema extends v.GenericSchema, Code extends string = never>(
	schema: Schema,
	data: unknown,
	codes: Readonly<Record<string, Code>> = {},
): Result<v.InferOutput<Schema>, Code | 'INVALID_REQUEST'> {
	const parsed = v.safeParse(schema, data);
	if (parsed.success) return ok(parsed.output);
	const issue = parsed.issues[0];
	const field = v.getDotPath(issue);
	const reason = field === null ? issue.message : `${field}: ${issue.message}`;
	return refuse((field === null ? undefined : codes[field]) ?? 'INVALID_REQUEST', { reason, field });
}
