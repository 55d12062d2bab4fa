import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { receiptPage } from '#lib/server/actions/session_receipt.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await receiptPage(event, event.params.id)), locale };
};
