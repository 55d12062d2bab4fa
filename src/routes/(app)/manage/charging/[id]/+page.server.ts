import { endFromForm } from '#lib/server/actions/manage_charging_end.ts';
import {
	answerFromForm,
	chargePage,
	correctFromForm,
	decideFromForm,
} from '#lib/server/actions/manage_charging_session.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await chargePage(event, event.params.id)), did: event.url.searchParams.get('did'), locale };
};

export const actions: Actions = {
	decide: (event) => decideFromForm(event),
	answer: (event) => answerFromForm(event),
	end: (event) => endFromForm(event, event.params.id),
	correct: (event) => correctFromForm(event, event.params.id),
};
