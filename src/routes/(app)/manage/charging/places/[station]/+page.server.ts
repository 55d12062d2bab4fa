import { addConnectorFromForm, placePage, saveSiteFromForm } from '#lib/server/actions/manage_charging_place.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await placePage(event, event.params.station)), did: event.url.searchParams.get('did'), locale };
};

export const actions: Actions = {
	site: (event) => saveSiteFromForm(event, event.params.station),
	add: (event) => addConnectorFromForm(event, event.params.station),
};
