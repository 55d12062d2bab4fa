import { error } from '@sveltejs/kit';
import { requireStations } from '../auth/managed_stations.ts';
import { readStationOverview, readStationView, type StationView } from '../reports/station_view.ts';
import type { ManageEvent } from './manage_event.ts';

/** The stations that this person watches, with what goes on there. Throws a redirect to sign in, or a 404. */
export async function stationListPage(event: ManageEvent) {
	const { stations } = requireStations(event, 'station.watch');
	const { engine } = event.locals.app;
	return { stations: await readStationOverview(engine, stations), now: engine.clock() };
}

/** A station as it is now. Throws a redirect to sign in, or a 404. */
export async function stationPage(event: ManageEvent, stationId: string): Promise<StationView> {
	const { stations } = requireStations(event, 'station.watch');
	const mayWatch = stations === '*' || stations.includes(stationId);
	const params = event.url.searchParams;
	const view = mayWatch ? await readStationView(event.locals.app.engine, { stationId, params }) : null;
	if (!view) error(404, 'Not found');
	return view;
}
