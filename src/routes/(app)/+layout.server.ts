import { requirePerson } from '#lib/server/auth/guard.ts';
import type { LayoutServerLoad } from './$types';
import { linksFor } from './navigation.server.ts';

export const load: LayoutServerLoad = async ({ locals, url, untrack }) => {
	// The frame is the same on every page, so that going to another one does not load it again.
	const person = untrack(() => requirePerson({ locals, url }));
	const station = await locals.app.auth.shifts.stationOf(person);
	return {
		links: linksFor(person),
		person: { name: person.name, role: roleNames[person.role] },
		station: station && { id: station.id, name: station.name, timeZone: station.timeZone },
	};
};

const roleNames = {
	rider: 'Rider',
	attendant: 'Attendant',
	salesperson: 'Salesperson',
	mechanic: 'Mechanic',
	manager: 'Station manager',
	admin: 'Administrator',
	service: 'Service account',
};
