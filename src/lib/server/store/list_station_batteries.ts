import { and, asc, desc, eq } from 'drizzle-orm';
import { batteries } from './schema.ts';
import type { Db } from './store.ts';

/** A battery in a rack. Energies in Wh. */
export interface BatteryInRack {
	readonly id: string;
	readonly shortId: string;
	/** Null if nobody has read it yet. */
	readonly energyWh: number | null;
	readonly ratedWh: number;
}

/** The batteries that a station holds, the fullest first. */
export async function listStationBatteries(db: Db, stationId: string): Promise<BatteryInRack[]> {
	return db
		.select({
			id: batteries.id,
			shortId: batteries.shortId,
			energyWh: batteries.energyWh,
			ratedWh: batteries.ratedWh,
		})
		.from(batteries)
		.where(and(eq(batteries.holderKind, 'station'), eq(batteries.holderId, stationId)))
		.orderBy(desc(batteries.energyWh), asc(batteries.id));
}
