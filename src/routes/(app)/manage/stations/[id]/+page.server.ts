import { kindUiOf, loadKindUis } from '#lib/kinds/ui.ts';
import { stationPage } from '#lib/server/actions/manage_stations.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('station:view');
	event.setHeaders({ 'cache-control': 'no-store' });
	const { sessions, ...view } = await stationPage(event, event.params.id);
	await loadKindUis(sessions.map(({ kind }) => kind));
	return {
		...view,
		sessions: sessions.map(({ kind, step, ...session }) => {
			const { title, steps } = kindUiOf(kind);
			return { ...session, title: title(), stepName: steps.find(({ number }) => number === step)?.name() ?? '' };
		}),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};
