import type { Permission } from '#lib/kernel/permission.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { reachOf } from '../../auth/allow.ts';
import type { SignedIn } from '../../auth/signed_in.ts';

/** The customer whose charging somebody reads or runs: their own, and null while the account belongs to none. Refuses NOT_PERMITTED. */
export function ownCustomer(
	person: SignedIn,
	permission: Extract<Permission, 'charge.read' | 'charge.run'>,
): Result<string | null, 'NOT_PERMITTED'> {
	if (reachOf(person, permission)?.scope === 'owner') return ok(person.customerId);
	return refuse('NOT_PERMITTED', {
		what: permission === 'charge.read' ? 'read charging sessions' : 'charge a vehicle',
	});
}
