import { and, eq } from 'drizzle-orm';
import { batteries } from './schema.ts';
import type { Db } from './store.ts';

/** A battery as the demo's simulated rack shows it. Energies in Wh. */
export interface RackBattery {
	readonly id: string;
	readonly bleName: string;
	readonly energyWh: number;
	readonly ratedWh: number;
}

/** All batteries with a known energy that a station or a rider holds: what a demo's simulated rack answers with. */
export async function listRack(db: Db, stationId: string): Promise<RackBattery[]> {
	const columns = {
		id: batteries.id,
		bleName: batteries.bleName,
		energyWh: batteries.energyWh,
		ratedWh: batteries.ratedWh,
	};
	const [here, riders] = await Promise.all([
		db
			.select(columns)
			.from(batteries)
			.where(and(eq(batteries.holderKind, 'station'), eq(batteries.holderId, stationId))),
		db.select(columns).from(batteries).where(eq(batteries.holderKind, 'rider')),
	]);
	return [...here, ...riders].map((battery) => ({ ...battery, energyWh: battery.energyWh ?? 0 }));
}
