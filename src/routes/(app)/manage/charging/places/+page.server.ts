import { placesPage } from '#lib/server/actions/manage_charging_place.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await placesPage(event)), locale };
};
