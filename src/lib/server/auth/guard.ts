import { error, redirect } from '@sveltejs/kit';
import type { Permission } from '#lib/kernel/permission.ts';
import { reachOf, type Reach } from './allow.ts';
import { signInPath } from './next_path.ts';
import type { SignedIn } from './signed_in.ts';

/** What a page knows of its request. */
export interface GuardedEvent {
	readonly locals: { readonly person: SignedIn | null };
	readonly url: URL;
}

/** The person who asks for a page; anybody else is sent to sign in. Throws SvelteKit's redirect. */
export function requirePerson({ locals, url }: GuardedEvent): SignedIn {
	if (!locals.person) redirect(303, signInPath(url));
	return locals.person;
}

/** The person and how far they see, for pages that list; otherwise the page does not exist. Throws SvelteKit's redirect or a 404. */
export function requireReach(event: GuardedEvent, permission: Permission): { person: SignedIn; reach: Reach } {
	const person = requirePerson(event);
	const reach = reachOf(person, permission);
	if (!reach) error(404, 'Not found');
	return { person, reach };
}
