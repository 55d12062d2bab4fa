import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { sessionEvents } from './schema_session_events.ts';
import { chargeStations } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** How far a session was at an instant, UTC milliseconds: Wh since it began, W, percent; null where nobody told. */
export interface CurvePoint {
	readonly at: number;
	readonly energyWh: number;
	readonly powerW: number | null;
	readonly level: number | null;
}

const figure = (name: 'newsAt' | 'energyWh' | 'powerW' | 'level') =>
	sql<number>`json_extract(${sessionEvents.dataJson}, ${sql.raw(`'$.progress.${name}'`)})`;

/** How a session went, first to last, by what its meter and its vehicle told: one point for each `slotMs` in which something was. */
export async function listChargeCurve(db: Db, sessionId: string, slotMs: number): Promise<CurvePoint[]> {
	const at = sql<number>`max(${figure('newsAt')})`;
	const told = ['charging_started', 'readings_taken', 'level_reported'];
	return db
		.select({
			at,
			energyWh: sql<number>`max(${figure('energyWh')})`,
			powerW: sql<number | null>`max(${figure('powerW')})`,
			level: sql<number | null>`max(${figure('level')})`,
		})
		.from(sessionEvents)
		.where(and(eq(sessionEvents.sessionId, sessionId), inArray(sessionEvents.type, told)))
		.groupBy(sql`cast(${figure('newsAt')} / ${Math.max(1, Math.round(slotMs))} as integer)`)
		.orderBy(asc(at));
}

/** The stations at which a customer has charged, by name. */
export async function listChargedStations(db: Db, customerId: string): Promise<{ id: string; name: string }[]> {
	return db
		.select({ id: chargeStations.stationId, name: chargeStations.stationName })
		.from(chargeStations)
		.where(eq(chargeStations.customerId, customerId))
		.orderBy(asc(chargeStations.stationName));
}
