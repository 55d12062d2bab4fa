import { deadLetterListPage } from '#lib/server/actions/manage_dead_letters.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import { problemLinksFor } from '../../navigation.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	return {
		...(await deadLetterListPage(event)),
		problems: problemLinksFor(requirePerson(event)),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};
