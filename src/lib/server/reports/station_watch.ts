import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { Store } from '#lib/server/store/store.ts';
import type { ReportParts } from './record_reading.ts';
import { readStationVersion } from './station_view.ts';

/** Who wants to know when a station's view changes. */
export interface StationListener {
	/** Called with the present version, then with each new one. */
	news(version: string): void;
	/** Called once, last, if the store does not answer. */
	end(): void;
}

/** Between two looks at a station, ms: a report is seen within two seconds. */
const lookEveryMs = 1500;

interface Watch {
	join(listener: StationListener): () => void;
}

/** One watch a station, however many look at it. */
const watchesOfStores = new WeakMap<Store, Map<string, Watch>>();

/** Tells a listener of every change of a station's view until the returned function is called. */
export function watchStation(parts: ReportParts, station: ReportStation, listener: StationListener): () => void {
	const watches = watchesOfStores.get(parts.store) ?? new Map<string, Watch>();
	watchesOfStores.set(parts.store, watches);
	const watch = watches.get(station.id) ?? startWatch(parts, station, () => watches.delete(station.id));
	watches.set(station.id, watch);
	return watch.join(listener);
}

/** Looks at a station while anybody listens; `onOver` is called when nobody does any more. */
function startWatch(parts: ReportParts, station: ReportStation, onOver: () => void): Watch {
	const listeners = new Set<StationListener>();
	let version: string | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function look(): Promise<void> {
		try {
			const found = await readStationVersion(parts, station);
			if (found !== version) for (const listener of listeners) listener.news(found);
			version = found;
		} catch {
			const told = [...listeners];
			listeners.clear();
			onOver();
			for (const listener of told) listener.end();
		}
		if (listeners.size > 0) timer = setTimeout(() => void look(), lookEveryMs);
	}

	function leave(listener: StationListener): void {
		if (!listeners.delete(listener) || listeners.size > 0) return;
		clearTimeout(timer);
		onOver();
	}

	return {
		join(listener) {
			listeners.add(listener);
			if (version !== null) listener.news(version);
			if (listeners.size === 1) void look();
			return () => leave(listener);
		},
	};
}
