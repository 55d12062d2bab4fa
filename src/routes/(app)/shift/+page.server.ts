import { redirect } from '@sveltejs/kit';
import { fail, message, superValidate } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { requireReach } from '#lib/server/auth/guard.ts';
import { safeNextPath } from '#lib/server/auth/next_path.ts';
import { authRefusals } from '#lib/server/auth/refusals.ts';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { Actions, PageServerLoad } from './$types';
import { shiftForm } from './shift_form.ts';

export const load: PageServerLoad = async (event) => {
	const { person } = requireReach(event, 'shift.start');
	const stations = await event.locals.app.auth.shifts.stationsFor(person);
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { shift: person.shift, stations, locale, form: await superValidate(valibot(shiftForm)) };
};

export const actions: Actions = {
	start: async (event) => {
		const { person } = requireReach(event, 'shift.start');
		const form = await superValidate(await readTextFields(event.request), valibot(shiftForm));
		if (!form.valid) return fail(400, { form });
		const { stationId } = form.data;
		const outcome = await event.locals.app.auth.shifts.start({ person, stationId, address: event.getClientAddress() });
		if (!outcome.ok) {
			return message(form, refusalText(outcome), { status: authRefusals[outcome.code].http });
		}
		redirect(303, safeNextPath(event.url.searchParams.get('next')));
	},
	end: async (event) => {
		const { person } = requireReach(event, 'shift.start');
		// A shift that another tab has ended is ended all the same.
		await event.locals.app.auth.shifts.end({ person, address: event.getClientAddress() });
		redirect(303, '/shift');
	},
};
