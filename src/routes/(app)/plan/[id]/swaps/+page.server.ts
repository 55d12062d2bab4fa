import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { riderSwapsPage } from '#lib/server/actions/rider_plan.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await riderSwapsPage(event, event.params.id)), locale };
};
