import { error } from '@sveltejs/kit';
import { requireStations } from '../auth/managed_stations.ts';
import { readStationOverview } from '../reports/station_view.ts';
import { watchStation } from '../reports/station_watch.ts';
import { openEventStream } from './event_stream.ts';
import type { ManageEvent } from './manage_event.ts';

/**
 * Tells the version of a station's view now and whenever it changes, as server-sent events named `version`; the page then reads the
 * view again. Throws a redirect to sign in, a 404, or a 429 where the person has too many of these open.
 */
export async function stationLiveResponse(event: ManageEvent, stationId: string): Promise<Response> {
	const { person, stations } = requireStations(event, 'station.watch');
	const { engine } = event.locals.app;
	const [station] =
		stations === '*' || stations.includes(stationId) ? await readStationOverview(engine, [stationId]) : [];
	if (!station) error(404, 'Not found');
	const response = openEventStream(person.id, ({ send, close }) =>
		watchStation(engine, station, { news: (version) => send('version', version), end: close }),
	);
	return response ?? error(429, 'Too many live pages are open');
}
