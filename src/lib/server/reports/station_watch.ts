import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { ReportParts } from './record_reading.ts';
import { watchShared, type WatchListener } from './shared_watch.ts';
import { readStationVersion } from './station_view.ts';

/** Between two looks at a station, ms: a report is seen within two seconds. */
const lookEveryMs = 1500;

/** Tells a listener of the version of a station's view, now and whenever it changes, until the returned function is called. */
export function watchStation(parts: ReportParts, station: ReportStation, listener: WatchListener<string>): () => void {
	const look = async () => ({ version: await readStationVersion(parts, station) });
	const watched = { key: `station/${station.id}`, everyMs: lookEveryMs, look };
	return watchShared(parts.store, watched, { ...listener, news: ({ version }) => listener.news(version) });
}
