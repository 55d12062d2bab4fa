import { error } from '@sveltejs/kit';
import { requireReach } from '../auth/guard.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import type { ManageEvent } from './manage_event.ts';

/** What a rider's own pages know of their request. */
export type RiderEvent = ManageEvent;

/** A rider who is signed in; `customerId` is null while the account belongs to no customer. */
export interface Rider {
	readonly person: SignedIn;
	readonly customerId: string | null;
}

/** Whoever looks at a page of their own; to all others it is not there. Throws a redirect to sign in, or a 404. */
export function requireRider(event: RiderEvent): Rider {
	const { person, reach } = requireReach(event, 'rider.read');
	if (reach.scope !== 'owner') error(404, 'Not found');
	return { person, customerId: person.customerId };
}
