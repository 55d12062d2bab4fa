import { reachOf } from '#lib/server/auth/allow.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import { m } from '#lib/words/generated/messages.js';
import type { LayoutServerLoad } from './$types';
import { linksFor } from './navigation.server.ts';

export const load: LayoutServerLoad = async ({ locals, url, untrack, setHeaders }) => {
	// The frame is the same on every page, so that going to another one does not load it again.
	const person = untrack(() => requirePerson({ locals, url }));
	// The service worker keeps a page for whom it is, and for nobody else.
	setHeaders({ 'x-page-owner': person.id });
	const station = await locals.app.auth.shifts.stationOf(person);
	return {
		links: linksFor(person),
		person: { name: person.name, role: roleNames[person.role]() },
		/** Whose work this device keeps, and where they can go on with it now. */
		recovery: {
			personId: person.id,
			stationId: reachOf(person, 'session.write') ? (person.shift?.stationId ?? null) : null,
		},
		station: station && { id: station.id, name: station.name, timeZone: station.timeZone },
	};
};

const roleNames = {
	rider: m.shell_role_rider,
	attendant: m.shell_role_attendant,
	salesperson: m.shell_role_salesperson,
	mechanic: m.shell_role_mechanic,
	manager: m.shell_role_manager,
	admin: m.shell_role_admin,
	service: m.shell_role_service,
};
