import type { TransactionBegin } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import {
	loadAlikeTransaction,
	loadTransactionByKey,
	type StoredTransaction,
} from '../../store/charger_transaction_rows.ts';
import { sessionOf } from './take_readings.ts';
import { isClockTrusted, isNameless } from './transaction_key.ts';

/** How much later than the end of a transaction another of its name begins, for certain, ms. */
const reuseSlackMs = 60_000;

/** For how long after the end of a transaction a begin that looks the same is a repeat of its begin, by our clock, ms. */
const repeatMs = 60 * 60_000;

/** The transaction that a begin tells of again, and an ended one that bears the name of a new transaction; null if there is none. */
interface KnownTransaction {
	readonly known: StoredTransaction | null;
	readonly namesake: StoredTransaction | null;
}

/**
 * Finds the transaction that a begin tells of, if it was told before. A charger without a clock may write another time at each repeat, or
 * the same always: what it tells alike is the transaction that goes on, and another one once that is over.
 */
export async function findKnown(
	engine: Engine,
	chargerId: string,
	{ key, begin }: { key: string; begin: TransactionBegin },
): Promise<KnownTransaction> {
	const { db } = engine.store;
	const named = await loadTransactionByKey(db, key);
	if (!isNameless(begin)) {
		const isOther = named !== null && isReused(named, begin);
		return isOther ? { known: null, namesake: named } : { known: named, namesake: null };
	}
	const alike = await loadAlikeTransaction(db, chargerId, begin);
	for (const told of [alike, named]) if (told && !(await isOver(engine, told))) return { known: told, namesake: null };
	return { known: null, namesake: named };
}

/** True if a charger gives the name of an ended transaction to another one, as those that count anew do, and its clock can be trusted. */
function isReused({ stoppedAt }: StoredTransaction, begin: TransactionBegin): boolean {
	if (begin.text === null || stoppedAt === null) return false;
	return begin.at > stoppedAt + reuseSlackMs && isClockTrusted(begin);
}

/** True if what looks like a transaction can no longer be it: it stopped long ago, its session is over all the same, or a person has seen to it. */
async function isOver(engine: Engine, transaction: StoredTransaction): Promise<boolean> {
	if (transaction.stoppedAt !== null) return engine.clock() > transaction.stoppedAt + repeatMs;
	if (transaction.sessionId === null) return transaction.handledAt !== null;
	const session = await sessionOf(engine, transaction);
	return session?.status !== 'active';
}
