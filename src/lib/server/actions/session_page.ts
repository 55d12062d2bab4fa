import { error, redirect } from '@sveltejs/kit';
import type { Permission } from '#lib/kernel/permission.ts';
import type { App } from '../app.ts';
import { reachOf } from '../auth/allow.ts';
import { allowSession } from '../auth/callers.ts';
import { requirePerson, type GuardedEvent } from '../auth/guard.ts';
import { hasOwnPages, pagesFor } from '../auth/kind_pages.ts';
import { kindPermission } from '../auth/kind_permission.ts';
import { readSession } from '../engine/session_queries.ts';
import { mayInShift } from '../auth/may_in_shift.ts';

/** What a session's page knows of its request. */
export type SessionEvent = GuardedEvent & { readonly locals: { readonly app: App } };

type FoundSession = NonNullable<Awaited<ReturnType<typeof readSession>>>;
type OwnPages = NonNullable<ReturnType<typeof pagesFor>>;

/** The session a page works on, for whoever may run its kind. Throws as `requireSession` and `leaveForPages` do. */
export async function requireOwnSession(event: SessionEvent, id: string) {
	const found = await readSession(event.locals.app.engine, id);
	const session = leaveForPages(event, found, ({ path }) => `${path}/${encodeURIComponent(id)}`);
	return requireFound(event, session, (session && kindPermission(session.kind)) ?? 'session.write');
}

/**
 * The session a page is about and the person who looks at it. One that the person may not see looks like one that does not exist;
 * whoever could see it in a shift is sent to start one. Throws SvelteKit's redirect or a 404.
 */
export async function requireSession(event: SessionEvent, id: string, permission: Permission) {
	return requireFound(event, await readSession(event.locals.app.engine, id), permission);
}

/** As `requireSession`, of a session that was looked for. */
export function requireFound(event: SessionEvent, session: FoundSession | null, permission: Permission) {
	const person = requirePerson(event);
	if (session && allowSession(person, permission, session)) return { person, session };
	// What is a rider's own is theirs without a shift, and a shift would show them no more.
	const isOwner = reachOf(person, permission)?.scope === 'owner';
	if (!isOwner && !person.shift && mayInShift(person, permission))
		redirect(303, `/shift?next=${encodeURIComponent(event.url.pathname)}`);
	error(404, 'There is no such session');
}

/**
 * Leaves a session to the pages of its kind, where that has its own: whoever may see it is led there, to all others it is as if there were
 * none. Any other session is answered as it came. Throws SvelteKit's redirect.
 */
export function leaveForPages(
	event: SessionEvent,
	session: FoundSession | null,
	pathOf: (pages: OwnPages) => string,
): FoundSession | null {
	if (!session || !hasOwnPages(session)) return session;
	const own = pagesFor(requirePerson(event), session);
	if (own) redirect(303, pathOf(own));
	return null;
}
