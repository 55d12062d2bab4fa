import { asc, inArray } from 'drizzle-orm';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** A station as reports name it. */
export interface ReportStation {
	readonly id: string;
	readonly name: string;
	/** IANA name: the zone in which its days begin and end. */
	readonly timeZone: string;
}

/** The stations of a list of ids, or all of them, by name. */
export async function listStations(db: Db, ids: '*' | readonly string[]): Promise<ReportStation[]> {
	return db
		.select({ id: stations.id, name: stations.name, timeZone: stations.timeZone })
		.from(stations)
		.where(ids === '*' ? undefined : inArray(stations.id, [...ids]))
		.orderBy(asc(stations.name), asc(stations.id));
}
