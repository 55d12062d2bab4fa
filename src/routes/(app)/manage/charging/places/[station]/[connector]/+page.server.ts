import {
	changeConnectorFromForm,
	connectorPage,
	useConnectorFromForm,
} from '#lib/server/actions/manage_charging_place.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

const nameOf = ({ station, connector }: { station: string; connector: string }) => ({
	stationId: station,
	id: connector,
});

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await connectorPage(event, nameOf(event.params))), did: event.url.searchParams.get('did'), locale };
};

export const actions: Actions = {
	change: (event) => changeConnectorFromForm(event, nameOf(event.params)),
	retire: (event) => useConnectorFromForm(event, nameOf(event.params), false),
	use: (event) => useConnectorFromForm(event, nameOf(event.params), true),
};
