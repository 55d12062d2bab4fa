import { localDateAt, startOfDay } from '#lib/kernel/time_zone.ts';
import { listStationBatteries, type BatteryInRack } from '#lib/server/store/list_station_batteries.ts';
import { stationFigures, type StationFigures } from '#lib/server/store/list_station_figures.ts';
import { listStationOverview, type StationOverview } from '#lib/server/store/list_station_overview.ts';
import { listStationPeople, type PersonOnShift } from '#lib/server/store/list_station_people.ts';
import { listStationReports } from '#lib/server/store/list_station_reports.ts';
import { listStationSessions, type SessionAtStation } from '#lib/server/store/list_station_sessions.ts';
import { stationVersion } from '#lib/server/store/list_station_versions.ts';
import { listStations, type ReportStation } from '#lib/server/store/session_report_stations.ts';
import { printPageKey, readPageKeys } from './page_key.ts';
import type { ReportParts } from './record_reading.ts';
import { tellReport, type ToldReport } from './station_feed.ts';

/** Rows of one page of the feed, and the most open sessions a view shows. */
const pageRows = 20;
const sessionLimit = 100;

/** A session that is open at a station. Instants are UTC milliseconds. */
export interface OpenAtStation {
	readonly id: string;
	readonly kind: string;
	/** First name and initial: whoever wants more opens the session, and that is recorded. */
	readonly customerName: string | null;
	readonly step: number;
	readonly attendant: string;
	readonly createdAt: number;
	readonly updatedAt: number;
}

/** All that a manager sees of a station. */
export interface StationView {
	readonly station: ReportStation;
	/** What `watchStation` tells while this is how things are. */
	readonly version: string;
	/** When it was read, UTC milliseconds. */
	readonly now: number;
	readonly people: readonly PersonOnShift[];
	readonly batteries: readonly BatteryInRack[];
	readonly sessions: readonly OpenAtStation[];
	/** Of the day that the station's clock shows. */
	readonly today: StationFigures;
	readonly feed: {
		readonly rows: readonly ToldReport[];
		readonly previous: string | null;
		readonly next: string | null;
	};
}

/** The stations of a list, or all of them, with what goes on there now. */
export function readStationOverview(
	{ store, clock }: ReportParts,
	stations: '*' | readonly string[],
): Promise<StationOverview[]> {
	return listStationOverview(store.db, stations, clock());
}

/** Reads a station's view; null if there is no such station. `params` names the page of the feed. */
export async function readStationView(
	parts: ReportParts,
	{ stationId, params }: { stationId: string; params: URLSearchParams },
): Promise<StationView | null> {
	const { db } = parts.store;
	const [station] = await listStations(db, [stationId]);
	if (!station) return null;
	const now = parts.clock();
	// Read first: what changes while the rest is read makes another version, and the view is read again.
	const version = await readStationVersion(parts, station);
	const fromMs = startOfDay(localDateAt(now, station.timeZone), station.timeZone);
	const [people, batteries, sessions, today, feed] = await Promise.all([
		listStationPeople(db, stationId),
		listStationBatteries(db, stationId),
		listStationSessions(db, { stationId, now, limit: sessionLimit }),
		stationFigures(db, { stationId, fromMs }),
		listStationReports(db, stationId, { ...readPageKeys(params, 1), limit: pageRows }),
	]);
	const { rows, previous, next } = feed;
	return {
		station,
		version,
		now,
		people,
		batteries,
		sessions: sessions.map(toOpen),
		today,
		feed: { rows: rows.map(tellReport), previous: printPageKey(previous), next: printPageKey(next) },
	};
}

/** A text that changes with the view of a station, and when its day does. */
export async function readStationVersion(
	{ store, clock }: ReportParts,
	{ id, timeZone }: ReportStation,
): Promise<string> {
	const now = clock();
	return `${localDateAt(now, timeZone)}.${await stationVersion(store.db, id, now)}`;
}

function toOpen({ session, customerName }: SessionAtStation): OpenAtStation {
	const { id, kind, flow, actor, createdAt, updatedAt } = session;
	const name = customerName === null ? null : shortName(customerName);
	return { id, kind, customerName: name, step: flow.currentStep, attendant: actor.name, createdAt, updatedAt };
}

function shortName(name: string): string {
	const [first = '', ...others] = name.trim().split(/\s+/);
	const [initial] = others.at(-1) ?? '';
	return initial === undefined ? first : `${first} ${initial}.`;
}
