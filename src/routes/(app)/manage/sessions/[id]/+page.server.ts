import { loadKindUi } from '#lib/kinds/ui.ts';
import { sessionDetailPage } from '#lib/server/actions/manage_sessions.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { eventBody, eventTitle } from './event_words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	const detail = await sessionDetailPage(event, event.params.id);
	const ui = await loadKindUi(detail.session.kind);
	const events = detail.events.map((told) => {
		return { ...told, title: eventTitle(ui, told), body: eventBody(ui, told.body) };
	});
	return { ...detail, events, locale };
};
