import { redirect } from '@sveltejs/kit';
import { chargeDetailPage } from '#lib/server/actions/charge_pages.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { charge, decision } = await chargeDetailPage(event, event.params.id);
	if (charge.status !== 'completed') redirect(303, `/charging/${encodeURIComponent(charge.id)}`);
	return { charge, decision, locale: preferredLocale(event.request.headers.get('accept-language')) };
};
