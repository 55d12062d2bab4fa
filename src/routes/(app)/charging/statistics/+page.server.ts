import { chargeStatisticsPage } from '#lib/server/actions/charge_pages.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	statistics: await chargeStatisticsPage(event),
	locale: preferredLocale(event.request.headers.get('accept-language')),
});
