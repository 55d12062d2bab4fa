import { chargeReceiptPage } from '#lib/server/actions/charge_receipt.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	...(await chargeReceiptPage(event, event.params.id)),
	locale: preferredLocale(event.request.headers.get('accept-language')),
});
