import { asc, eq } from 'drizzle-orm';
import { chargeHolds } from './schema_charge_records.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** The holds of a session, first to last. */
export async function loadHolds(
	db: Db,
	sessionId: string,
): Promise<{ id: string; proposedWh: number | null; decidedAt: number | null }[]> {
	return db
		.select({ id: chargeHolds.id, proposedWh: chargeHolds.proposedWh, decidedAt: chargeHolds.decidedAt })
		.from(chargeHolds)
		.where(eq(chargeHolds.sessionId, sessionId))
		.orderBy(asc(chargeHolds.openedAt), asc(chargeHolds.id));
}

/** What the meter says now of a session that is held; the highest word stands. */
export function proposeForHold(id: string, proposedWh: number): Statement {
	return {
		sql: 'UPDATE charge_holds SET proposed_wh = max(coalesce(proposed_wh, 0), ?) WHERE id = ? AND decided_at IS NULL',
		args: [proposedWh, id],
	};
}
