import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { isCharge, isHeld, startedAt } from './charge_filter.ts';
import { sessions } from './schema.ts';
import { chargeMonths, chargeRecords, chargeStations } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** What a rider charged in one month and currency. Energy Wh, money minor units, time ms. */
export interface ChargeMonth {
	/** `YYYY-MM` */
	readonly month: string;
	readonly currency: string;
	readonly sessions: number;
	readonly energyWh: number;
	readonly spentMinor: number;
	readonly durationMs: number;
}

/** The running figures of a rider. */
export interface ChargeFigures {
	/** First to last. */
	readonly months: readonly ChargeMonth[];
	/** Where the rider charged most often, of several the latest; null if nowhere. */
	readonly favourite: { readonly stationId: string; readonly stationName: string } | null;
	/** The currency of the latest session that counts; null without one. */
	readonly latestCurrency: string | null;
}

/** Reads the running figures of a rider, at one moment: as many rows as there are months, however many sessions there were. */
export async function loadChargeFigures(db: Db, customerId: string): Promise<ChargeFigures> {
	const { month, currency, sessions, energyWh, spentMinor, durationMs } = chargeMonths;
	const [months, [favourite], [latest]] = await db.batch([
		db
			.select({ month, currency, sessions, energyWh, spentMinor, durationMs })
			.from(chargeMonths)
			.where(eq(chargeMonths.customerId, customerId))
			.orderBy(asc(month), asc(currency)),
		db
			.select({ stationId: chargeStations.stationId, stationName: chargeStations.stationName })
			.from(chargeStations)
			.where(eq(chargeStations.customerId, customerId))
			.orderBy(desc(chargeStations.sessions), desc(chargeStations.lastAt))
			.limit(1),
		db
			.select({ currency: chargeRecords.currency })
			.from(chargeRecords)
			.where(eq(chargeRecords.customerId, customerId))
			.orderBy(desc(chargeRecords.startedAt))
			.limit(1),
	]);
	return { months, favourite: favourite ?? null, latestCurrency: latest?.currency ?? null };
}

/** The most held sessions of one rider that are counted. */
const heldLimit = 1000;

/**
 * When the sessions began that wait for a manager and of which no record was written, UTC milliseconds. Walks only those of the rider's
 * sessions that sold nothing, in the index `sessions_charges_energy`.
 */
export async function listHeldStarts(db: Db, customerId: string): Promise<number[]> {
	const rows = await db
		.select({ startedAt: startedAt.mapWith(Number) })
		.from(sessions)
		.where(and(eq(sessions.customerId, customerId), isCharge, sql`coalesce(${sessions.energyWh}, 0) = 0`, isHeld))
		.limit(heldLimit);
	return rows.map((row) => row.startedAt);
}
