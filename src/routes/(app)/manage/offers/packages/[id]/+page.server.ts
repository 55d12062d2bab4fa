import { packagePage, savePackage } from '#lib/server/actions/manage_offer.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await packagePage(event, event.params.id)), locale };
};

export const actions: Actions = { default: (event) => savePackage(event, event.params.id) };
