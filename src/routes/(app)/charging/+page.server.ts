import { chargeListPage } from '#lib/server/actions/charge_pages.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	list: await chargeListPage(event),
	now: event.locals.app.engine.clock(),
	locale: preferredLocale(event.request.headers.get('accept-language')),
});
