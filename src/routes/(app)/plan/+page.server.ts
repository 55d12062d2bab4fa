import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { riderPlansPage } from '#lib/server/actions/rider_plan.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await riderPlansPage(event)), locale };
};
