import { error } from '@sveltejs/kit';
import { requireReach } from '../auth/guard.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import type { RiderEvent } from './rider_event.ts';

/** Whoever looks at or runs charging of their own; to all others it is not there. `customerId` is null while the account belongs to no customer. Throws a redirect to sign in, or a 404. */
export function requireChargingRider(
	event: RiderEvent,
	permission: 'charge.read' | 'charge.run',
): { person: SignedIn; customerId: string | null } {
	const { person, reach } = requireReach(event, permission);
	if (reach.scope !== 'owner') error(404, 'Not found');
	return { person, customerId: person.customerId };
}

/** As `requireChargingRider`, of an account that belongs to a customer; without one there are no sessions. */
export function requireChargingCustomer(
	event: RiderEvent,
	permission: 'charge.read' | 'charge.run',
): { person: SignedIn; customerId: string } {
	const { person, customerId } = requireChargingRider(event, permission);
	if (customerId === null) error(404, 'Not found');
	return { person, customerId };
}
