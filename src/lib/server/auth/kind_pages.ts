import { kindOf } from '#lib/kinds/index.ts';
import type { KindPages } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { allowSession } from './callers.ts';
import type { SignedIn } from './signed_in.ts';

/** True if the kind of a session has pages of its own, which show it in place of those of any session. */
export function hasOwnPages({ kind }: SessionRecord): boolean {
	return kindOf(kind).pages !== undefined;
}

/** The pages of a session's kind that show it to this person; null where none does. */
export function pagesFor(person: SignedIn, session: SessionRecord): KindPages | null {
	const { pages = [] } = kindOf(session.kind);
	return pages.find(({ permission }) => allowSession(person, permission, session)) ?? null;
}
