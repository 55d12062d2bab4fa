import { sessionDetailPage } from '#lib/server/actions/manage_sessions.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { eventTitle } from './event_title.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	const detail = await sessionDetailPage(event, event.params.id);
	const { kind } = detail.session;
	return { ...detail, events: detail.events.map((told) => ({ ...told, title: eventTitle(kind, told) })), locale };
};
