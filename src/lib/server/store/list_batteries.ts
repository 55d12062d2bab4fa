import { asc } from 'drizzle-orm';
import { batteries } from './schema.ts';
import type { Db } from './store.ts';

/** A battery with where it is now. Energies in Wh. */
export interface ListedBattery {
	readonly id: string;
	/** Null if no station holds it. */
	readonly stationId: string | null;
	readonly bleName: string;
	readonly energyWh: number | null;
	readonly ratedWh: number;
}

/** All batteries, by id. */
export async function listBatteries(db: Db): Promise<ListedBattery[]> {
	const rows = await db.select().from(batteries).orderBy(asc(batteries.id));
	return rows.map(({ id, bleName, energyWh, ratedWh, holderKind, holderId }) => ({
		id,
		stationId: holderKind === 'station' ? holderId : null,
		bleName,
		energyWh,
		ratedWh,
	}));
}
