import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { riderPaymentsPage } from '#lib/server/actions/rider_plan.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await riderPaymentsPage(event, event.params.id)), locale };
};
