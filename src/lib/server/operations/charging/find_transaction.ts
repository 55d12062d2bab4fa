import type { TransactionRef } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadTransaction, loadTransactionByKey, type StoredTransaction } from '../../store/charger_transaction_rows.ts';

/** The transaction that a charger means: by our number or by its own text; null if its begin was never told. */
export function findTransaction(
	engine: Engine,
	chargerId: string,
	transaction: TransactionRef,
): Promise<StoredTransaction | null> {
	return 'id' in transaction
		? loadTransaction(engine.store.db, chargerId, transaction.id)
		: loadTransactionByKey(engine.store.db, `${chargerId}/${transaction.text}`);
}
