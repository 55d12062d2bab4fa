import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import type { PageKey } from '#lib/server/store/page_by_key.ts';

const key = v.pipe(
	v.array(v.union([v.pipe(v.number(), v.safeInteger()), safeText(200)])),
	v.minLength(1),
	v.maxLength(3),
);

/** A row's key as it stands in an address; null stays null. */
export function printPageKey(from: PageKey | null): string | null {
	return from && Buffer.from(JSON.stringify(from)).toString('base64url');
}

/** The pages of a list that an address asks for: after a key, before one, or the first where it names none that can be one. */
export function readPageKeys(params: URLSearchParams, length: number): { after?: PageKey; before?: PageKey } {
	const after = readKey(params.get('after'), length);
	if (after) return { after };
	const before = readKey(params.get('before'), length);
	return before ? { before } : {};
}

function readKey(text: string | null, length: number): PageKey | null {
	if (!text || text.length > 500) return null;
	try {
		const parsed = v.safeParse(key, JSON.parse(Buffer.from(text, 'base64url').toString()));
		return parsed.success && parsed.output.length === length ? parsed.output : null;
	} catch {
		return null;
	}
}
