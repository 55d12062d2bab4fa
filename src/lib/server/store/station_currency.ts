import { asc, eq, inArray } from 'drizzle-orm';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** The currency (ISO 4217) in which a station asks for money; null if there is no such station. */
export async function currencyOfStation(db: Db, stationId: string): Promise<string | null> {
	const [row] = await db
		.select({ currency: stations.currency })
		.from(stations)
		.where(eq(stations.id, stationId))
		.limit(1);
	return row?.currency ?? null;
}

/** The currencies of these stations, in the order of their codes. */
export async function currenciesOfStations(db: Db, ids: '*' | readonly string[]): Promise<string[]> {
	const rows = await db
		.select({ currency: stations.currency })
		.from(stations)
		.where(ids === '*' ? undefined : inArray(stations.id, [...ids]))
		.groupBy(stations.currency)
		.orderBy(asc(stations.currency));
	return rows.map(({ currency }) => currency);
}
