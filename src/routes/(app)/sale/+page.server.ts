import { error, redirect } from '@sveltejs/kit';
import { beginFromForm } from '#lib/server/actions/begin_session.ts';
import { mayInShift } from '#lib/server/auth/may_in_shift.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const person = requirePerson(event);
	if (!mayInShift(person, 'sale.run')) error(404, 'Not found');
	if (!person.shift) redirect(303, '/shift?next=%2Fsale');
	return { formKey: event.locals.app.engine.ids('begin') };
};

export const actions: Actions = { default: (event) => beginFromForm(event, 'sale') };
