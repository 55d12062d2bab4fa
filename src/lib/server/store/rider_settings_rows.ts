import { eq } from 'drizzle-orm';
import { riderSettings } from './schema_charging.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** What a rider set; null for what they left open. */
export interface RiderSettings {
	/** IANA name; null for the clock of the station. */
	readonly timeZone: string | null;
	readonly vehicleName: string | null;
	/** Capacity of the vehicle's battery, Wh. */
	readonly vehicleWh: number | null;
}

/** Loads what a customer set; null if they never did. */
export async function loadRiderSettings(db: Db, customerId: string): Promise<RiderSettings | null> {
	const { timeZone, vehicleName, vehicleWh } = riderSettings;
	const rows = await db
		.select({ timeZone, vehicleName, vehicleWh })
		.from(riderSettings)
		.where(eq(riderSettings.customerId, customerId))
		.limit(1);
	return rows[0] ?? null;
}

/** Stores what a customer set, in place of what they set before. */
export function putRiderSettings(customerId: string, settings: RiderSettings): Statement {
	return {
		sql: 'INSERT OR REPLACE INTO rider_settings (customer_id, time_zone, vehicle_name, vehicle_wh) VALUES (?, ?, ?, ?)',
		args: [customerId, settings.timeZone, settings.vehicleName, settings.vehicleWh],
	};
}
