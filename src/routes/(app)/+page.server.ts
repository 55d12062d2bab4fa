import { mayInShift } from '#lib/server/auth/may_in_shift.ts';
import { chargeHome } from '#lib/server/actions/charge_pages.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { listResumable } from '#lib/server/actions/resumable.ts';
import { reachOf } from '#lib/server/auth/allow.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requirePerson(event);
	const { engine } = event.locals.app;
	return {
		role: person.role,
		inShift: person.shift !== null,
		maySwap: mayInShift(person, 'swap.run'),
		maySell: mayInShift(person, 'sale.run'),
		mayWatch: mayInShift(person, 'station.watch'),
		sessions: reachOf(person, 'session.write') ? await listResumable(engine, person) : [],
		/** Null for whoever charges nothing of their own. */
		charging: await chargeHome(engine, person),
		now: engine.clock(),
		formKey: engine.ids('begin'),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};
