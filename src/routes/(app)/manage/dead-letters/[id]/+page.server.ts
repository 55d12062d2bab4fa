import { deadLetterPage, handleLetterFromForm } from '#lib/server/actions/manage_dead_letters.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('letter:status');
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await deadLetterPage(event, event.params.id)), locale };
};

export const actions: Actions = {
	replay: (event) => handleLetterFromForm(event, { id: event.params.id, command: 'replay' }),
	discard: (event) => handleLetterFromForm(event, { id: event.params.id, command: 'discard' }),
};
