import { outboxPage, retryFromForm } from '#lib/server/actions/manage_outbox.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import { problemLinksFor } from '../../navigation.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	return {
		...(await outboxPage(event)),
		problems: problemLinksFor(requirePerson(event)),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};

export const actions: Actions = { retry: (event) => retryFromForm(event) };
