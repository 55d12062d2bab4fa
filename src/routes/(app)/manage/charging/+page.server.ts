import {
	chargingListPage,
	createChargerFromForm,
	handleOrphanFromForm,
	renewSecretFromForm,
} from '#lib/server/actions/manage_charging.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await chargingListPage(event)), did: event.url.searchParams.get('did'), locale };
};

export const actions: Actions = {
	handle: (event) => handleOrphanFromForm(event),
	create: (event) => createChargerFromForm(event),
	renew: (event) => renewSecretFromForm(event),
};
