import * as v from 'valibot';
import type { SessionKey } from '#lib/server/store/list_sessions.ts';
import type { SessionSort } from '#lib/server/store/session_list_columns.ts';

const figure = v.pipe(v.number(), v.safeInteger());
const name = v.pipe(v.string(), v.maxLength(128));

/** What the key of a row holds for each way to sort; the id is last. */
const keys = {
	created: v.strictTuple([figure, name]),
	duration: v.strictTuple([figure, name]),
	energy: v.strictTuple([figure, name]),
	amount: v.strictTuple([name, figure, name]),
} as const satisfies Record<SessionSort, unknown>;

/** A key as it stands in an address. */
export function printSessionKey(key: SessionKey): string {
	return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a key for a list sorted that way; null if it is none. */
export function readSessionKey(text: string, sort: SessionSort): SessionKey | null {
	if (text === '' || text.length > 500) return null;
	try {
		const parsed = v.safeParse(keys[sort], JSON.parse(Buffer.from(text, 'base64url').toString()));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	}
}
