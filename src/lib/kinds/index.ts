import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { Kind, SessionEvent } from '#lib/session/kind.ts';
import { charge } from './charge/kind.ts';
import { sale } from './sale/kind.ts';
import { swap } from './swap/kind.ts';

/** Every session kind: one line each. */
export const kinds = { sale, swap, charge } as const;

export type SessionKind = keyof typeof kinds;

/** A kind as the engine sees it: it runs any and knows none by name. */
export type AnyKind = Kind<string, unknown, SessionEvent, LedgerWorld>;

/** Finds a kind by its stored name. Throws TypeError if no such kind was ever registered. */
export function kindOf(name: string): AnyKind {
	if (!Object.hasOwn(kinds, name)) throw new TypeError(`There is no session kind ${name}`);
	return kinds[name as SessionKind];
}

/** True if a name is that of a kind. */
export function isSessionKind(name: string): name is SessionKind {
	return Object.hasOwn(kinds, name);
}

/** Finds a kind by the `session_type` of its documents; undefined if there is none. */
export function kindOfDocument(documentType: string): AnyKind | undefined {
	return Object.values(kinds).find((kind) => kind.documentType === documentType);
}
