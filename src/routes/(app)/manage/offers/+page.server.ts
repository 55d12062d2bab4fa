import { offersPage, putBackFromForm, withdrawFromForm } from '#lib/server/actions/manage_offers.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	return { ...(await offersPage(event)), locale: preferredLocale(event.request.headers.get('accept-language')) };
};

export const actions: Actions = {
	withdraw: (event) => withdrawFromForm(event),
	putBack: (event) => putBackFromForm(event),
};
