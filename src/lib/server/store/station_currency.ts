import { eq } from 'drizzle-orm';
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
