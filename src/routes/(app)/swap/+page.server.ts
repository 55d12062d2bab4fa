import { redirect } from '@sveltejs/kit';
import { beginFromForm } from '#lib/server/actions/begin_session.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import { reachOf } from '#lib/server/auth/allow.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const person = requirePerson(event);
	if (!reachOf(person, 'swap.run')) redirect(303, person.shift ? '/' : '/shift?next=%2Fswap');
	return { formKey: event.locals.app.engine.ids('begin') };
};

export const actions: Actions = { default: (event) => beginFromForm(event, 'swap') };
