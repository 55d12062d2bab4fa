import { eq } from 'drizzle-orm';
import { chargers, chargerTransactions } from './schema_charging.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A new charger: it may connect with the password of that hash. */
export function insertCharger(charger: { id: string; stationId: string; secretHash: string }): Statement {
	return {
		sql: 'INSERT INTO chargers (id, station_id, secret_hash) VALUES (?, ?, ?)',
		args: [charger.id, charger.stationId, charger.secretHash],
	};
}

/** From now on a charger connects with the password of that hash alone. */
export function updateChargerSecret(id: string, secretHash: string): Statement {
	return { sql: 'UPDATE chargers SET secret_hash = ? WHERE id = ?', args: [secretHash, id] };
}

/** Loads the station of a transaction that no session could be made of, and whether it was seen to; null if there is none. */
export async function loadOrphanTransaction(
	db: Db,
	id: number,
): Promise<{ stationId: string; chargerId: string; problem: string | null; handledAt: number | null } | null> {
	const [row] = await db
		.select({
			stationId: chargers.stationId,
			chargerId: chargers.id,
			problem: chargerTransactions.problem,
			handledAt: chargerTransactions.handledAt,
		})
		.from(chargerTransactions)
		.innerJoin(chargers, eq(chargers.id, chargerTransactions.chargerId))
		.where(eq(chargerTransactions.id, id));
	return row ?? null;
}

/** Stores who saw to a transaction; one that was seen to stays as it is. */
export function handleTransactionRow(id: number, { by, at }: { by: string; at: number }): Statement {
	return {
		sql: 'UPDATE charger_transactions SET handled_by = ?, handled_at = ? WHERE id = ? AND handled_at IS NULL',
		args: [by, at, id],
	};
}
