import { error } from '@sveltejs/kit';
import type { Permission } from '#lib/kernel/permission.ts';
import { reachOf } from './allow.ts';
import { requirePerson, type GuardedEvent } from './guard.ts';
import type { SignedIn, StationList } from './signed_in.ts';

/** The stations that a permission of this person reaches: `*` for all of them and for what names none; null where it reaches no stations. */
export function stationsWithin(person: SignedIn, permission: Permission): StationList | null {
	const reach = reachOf(person, permission);
	if (reach?.scope === 'all') return '*';
	return reach?.scope === 'stations' ? reach.stations : null;
}

/** The person and the stations that a page may show them; otherwise the page does not exist. Throws SvelteKit's redirect or a 404. */
export function requireStations(
	event: GuardedEvent,
	permission: Permission,
): { person: SignedIn; stations: StationList } {
	const person = requirePerson(event);
	const stations = stationsWithin(person, permission);
	if (!stations) error(404, 'Not found');
	return { person, stations };
}

/** The person, if they look after all stations: what names no station is theirs alone. Throws SvelteKit's redirect or a 404. */
export function requireEveryStation(event: GuardedEvent, permission: Permission): SignedIn {
	const { person, stations } = requireStations(event, permission);
	if (stations !== '*') error(404, 'Not found');
	return person;
}
