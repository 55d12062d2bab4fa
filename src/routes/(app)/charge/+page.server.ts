import { chargeStartPage, startFromForm } from '#lib/server/actions/charge_start.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	...(await chargeStartPage(event)),
	locale: preferredLocale(event.request.headers.get('accept-language')),
});

export const actions: Actions = { start: startFromForm };
