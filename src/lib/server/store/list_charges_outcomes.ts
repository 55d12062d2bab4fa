import { and, inArray, isNull, sql } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import type { ListedCharge } from './list_charges.ts';
import { sessions } from './schema.ts';
import { chargeHolds, chargeRatings } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** What became of a charging session after its end. */
export interface ChargeOutcome {
	/** True while it waits for a manager. */
	readonly isHeld: boolean;
	/** True if a manager decided that it counts for nothing. */
	readonly isVoided: boolean;
	/** Stars that were given after the end; null if none were. */
	readonly rating: number | null;
}

const nothing: ChargeOutcome = { isHeld: false, isVoided: false, rating: null };

/**
 * What became of each of a page of sessions, all seen at one moment. What was sold stands in the session's row; only the few that wait, were
 * not sold, or were rated have rows to be read.
 */
export async function loadChargeOutcomes(
	db: Db,
	charges: readonly ListedCharge[],
): Promise<(id: string) => ChargeOutcome> {
	if (charges.length === 0) return () => nothing;
	const ids = charges.map(({ session }) => session.id);
	const unsold = charges.flatMap(({ session, sold }) => (sold === null ? [session.id] : []));
	const { sessionId } = chargeHolds;
	const [open, voided, ratings] = await db.batch([
		db
			.select({ sessionId })
			.from(chargeHolds)
			.where(and(inArray(sessionId, ids), isNull(chargeHolds.decidedAt))),
		db
			.select({ sessionId })
			.from(chargeHolds)
			.where(and(inArray(sessionId, unsold), sql`${chargeHolds.decision} = 'voided'`)),
		db
			.select({ sessionId: chargeRatings.sessionId, rating: chargeRatings.rating })
			.from(chargeRatings)
			.where(inArray(chargeRatings.sessionId, ids)),
	]);
	const heldIds = new Set(open.map((hold) => hold.sessionId));
	const voidedIds = new Set(voided.map((hold) => hold.sessionId));
	const rated = new Map(ratings.map((row) => [row.sessionId, row.rating]));
	return (id) => ({ isHeld: heldIds.has(id), isVoided: voidedIds.has(id), rating: rated.get(id) ?? null });
}

/** Sessions with what their records come to now. */
export async function listSold(db: Db, charges: readonly SessionRecord[]): Promise<ListedCharge[]> {
	const ids = charges.flatMap(({ id, status }) => (status === 'active' ? [] : [id]));
	const { id, energyWh, amountMinor } = sessions;
	const rows =
		ids.length === 0 ? [] : await db.select({ id, energyWh, amountMinor }).from(sessions).where(inArray(id, ids));
	const found = new Map(rows.map((row) => [row.id, row]));
	return charges.map((session) => {
		const row = found.get(session.id);
		if (!row || row.energyWh === null) return { session, sold: null };
		return { session, sold: { energyWh: row.energyWh, costMinor: row.amountMinor } };
	});
}
