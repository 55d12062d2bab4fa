import { eq } from 'drizzle-orm';
import type { ChargeFlag } from '#lib/charging/flags.ts';
import { chargeHolds } from './schema_charge_records.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** What a manager made of a held session: billed as it was told, with other energy, or not at all. */
export type HoldOutcome = 'accepted' | 'corrected' | 'voided';

/** A hold with its decision; energy Wh, instants UTC milliseconds. */
export interface DecidedHold {
	readonly id: string;
	readonly sessionId: string;
	readonly customerId: string;
	readonly stationId: string;
	readonly reasons: readonly ChargeFlag[];
	/** What the meter says now, where a late reading came. */
	readonly proposedWh: number | null;
	readonly openedAt: number;
	/** Null while it is open. */
	readonly decision: {
		readonly outcome: HoldOutcome;
		/** What the session has sold since. */
		readonly energyWh: number;
		readonly reason: string;
		/** Id of who decided. */
		readonly by: string;
		readonly at: number;
	} | null;
}

/** Loads a hold; null if there is none. */
export async function loadHold(db: Db, id: string): Promise<DecidedHold | null> {
	const [row] = await db.select().from(chargeHolds).where(eq(chargeHolds.id, id));
	return row ? readHold(row) : null;
}

/** Stores what was decided of an open hold; one that is decided stays as it is. */
export function decideHoldRow(id: string, decided: NonNullable<DecidedHold['decision']>): Statement {
	return {
		sql: 'UPDATE charge_holds SET decision = ?, decided_wh = ?, reason = ?, decided_by = ?, decided_at = ? WHERE id = ? AND decided_at IS NULL',
		args: [decided.outcome, decided.energyWh, decided.reason, decided.by, decided.at, id],
	};
}

/** A stored hold as a value. */
export function readHold(row: typeof chargeHolds.$inferSelect): DecidedHold {
	const { id, sessionId, customerId, stationId, proposedWh, openedAt } = row;
	return {
		...{ id, sessionId, customerId, stationId, proposedWh, openedAt },
		reasons: JSON.parse(row.reasonsJson) as ChargeFlag[],
		decision:
			row.decidedAt === null
				? null
				: {
						outcome: row.decision as HoldOutcome,
						energyWh: row.decidedWh ?? 0,
						reason: row.reason ?? '',
						by: row.decidedBy ?? '',
						at: row.decidedAt,
					},
	};
}
