import { inArray, sql } from 'drizzle-orm';
import { chargeHolds, chargeRatings, chargeRecords } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** What became of a charging session after its end. */
export interface ChargeOutcome {
	/** Sums of its records, Wh and minor units; null where none was written. */
	readonly sold: { readonly energyWh: number; readonly costMinor: number; readonly records: number } | null;
	/** True while it waits for a manager. */
	readonly isHeld: boolean;
	/** True if a manager decided that it counts for nothing. */
	readonly isVoided: boolean;
	/** Stars that were given after the end; null if none were. */
	readonly rating: number | null;
}

const nothing: ChargeOutcome = { sold: null, isHeld: false, isVoided: false, rating: null };

/** What became of each of a page of sessions, all seen at one moment. */
export async function loadChargeOutcomes(
	db: Db,
	sessionIds: readonly string[],
): Promise<(id: string) => ChargeOutcome> {
	if (sessionIds.length === 0) return () => nothing;
	const ids = [...sessionIds];
	const [records, holds, ratings] = await db.batch([
		db
			.select({
				sessionId: chargeRecords.sessionId,
				records: sql<number>`count(*)`,
				energyWh: sql<number>`sum(${chargeRecords.energyWh})`,
				costMinor: sql<number>`sum(${chargeRecords.costMinor})`,
			})
			.from(chargeRecords)
			.where(inArray(chargeRecords.sessionId, ids))
			.groupBy(chargeRecords.sessionId),
		db
			.select({
				sessionId: chargeHolds.sessionId,
				isOpen: sql<number>`max(${chargeHolds.decidedAt} is null)`,
				isVoided: sql<number>`max(coalesce(${chargeHolds.decision}, '') = 'voided')`,
			})
			.from(chargeHolds)
			.where(inArray(chargeHolds.sessionId, ids))
			.groupBy(chargeHolds.sessionId),
		db
			.select({ sessionId: chargeRatings.sessionId, rating: chargeRatings.rating })
			.from(chargeRatings)
			.where(inArray(chargeRatings.sessionId, ids)),
	]);
	const sold = new Map(records.map(({ sessionId, ...sums }) => [sessionId, sums]));
	const held = new Map(holds.map((hold) => [hold.sessionId, hold]));
	const rated = new Map(ratings.map(({ sessionId, rating }) => [sessionId, rating]));
	return (id) => ({
		sold: sold.get(id) ?? null,
		isHeld: held.get(id)?.isOpen === 1,
		isVoided: held.get(id)?.isVoided === 1,
		rating: rated.get(id) ?? null,
	});
}
