import type { Permission } from '#lib/kernel/permission.ts';
import { reachOf } from './allow.ts';
import type { SignedIn } from './signed_in.ts';

/** True if the person may do this now, or could once a shift is started: then a page leads to the shift instead of to nothing. */
export function mayInShift(person: SignedIn, permission: Permission): boolean {
	const shift = person.shift ?? { id: '', stationId: '', startedAt: 0 };
	return reachOf({ ...person, shift }, permission) !== null;
}
