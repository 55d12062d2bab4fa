import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { handleTransactionRow, loadOrphanTransaction } from '../store/charger_account_rows.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { bodyHash } from './body_hash.ts';
import { reaches, type ChargeActor } from './charge_billing.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** That somebody has seen to a charger's transaction of which no session could be made. */
export interface OrphanNote {
	readonly transactionId: number;
	/** What was done about it; kept in the audit log. */
	readonly note: string;
	readonly actor: ChargeActor;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/** Takes a transaction without a session off the list, once. Refuses TRANSACTION_NOT_FOUND beyond the reach of the actor, and TRANSACTION_HANDLED. */
export async function seeToOrphan(
	engine: Engine,
	{ transactionId, note, actor, key }: OrphanNote,
): Promise<Result<number>> {
	const request = { scope: `charger_transaction:${actor.id}`, key, bodyHash: bodyHash({ transactionId, note }) };
	const done = await transact(engine, request, async () => {
		const found = await loadOrphanTransaction(engine.store.db, transactionId);
		if (!found || found.problem === null || !reaches(actor, found.stationId)) return refuse('TRANSACTION_NOT_FOUND');
		if (found.handledAt !== null) return refuse('TRANSACTION_HANDLED');
		const at = engine.clock();
		// The audit entry is the lock: of two people at once one wins.
		const audit = insertAudit({
			...{ id: `aud-transaction-${transactionId}`, at, actorId: actor.id, action: 'charger_transaction.handled' },
			...{ subject: String(transactionId), stationId: found.stationId, origin: actor.origin },
			detail: { charger: found.chargerId, problem: found.problem, note },
		});
		return ok({
			statements: [handleTransactionRow(transactionId, { by: actor.id, at }), audit],
			answer: transactionId,
		});
	});
	return done.ok ? ok(done.value.answer) : done;
}
