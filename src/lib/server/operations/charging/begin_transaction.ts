import { ok } from '#lib/kernel/result.ts';
import type { TagStatus, TransactionBegin } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import {
	authorizeTransaction,
	insertTransaction,
	loadOpenTransaction,
	nextTransactionId,
	renameTransaction,
	stopTransaction,
	type StoredTransaction,
} from '../../store/charger_transaction_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { beginSessionOf, type ToldBegin } from './begun_session.ts';
import { findKnown } from './known_transaction.ts';
import { beginKey, isNameless } from './transaction_key.ts';

/** What a transaction is answered with. */
export interface BegunTransaction {
	readonly transactionId: number;
	readonly tag: TagStatus;
}

/**
 * Takes the begin of a transaction, once however often it is told, and makes a session of it. Where none can be made it is kept for a
 * person.
 */
export async function beginTransaction(
	engine: Engine,
	chargerId: string,
	begin: TransactionBegin,
): Promise<BegunTransaction> {
	const key = beginKey(chargerId, begin);
	const done = await transact(engine, null, async () => {
		const { known, namesake } = await findKnown(engine, chargerId, { key, begin });
		if (known) return authorizeKnown(engine, chargerId, { known, begin });
		const transactionId = await nextTransactionId(engine.store.db);
		const made = await beginSessionOf(engine, { chargerId, begin, transactionId });
		if (!made.ok) return made;
		const { sessionId, problem, statements, tag } = made.value;
		const row = insertTransaction({
			...{ id: transactionId, key, chargerId, evseId: begin.evseId, idTag: begin.idTag, sessionId, problem },
			startRegisterWh: begin.registerWh,
			startedAt: begin.at,
			stop: null,
		});
		const renamed = namesake ? [renameTransaction(namesake.id)] : [];
		const superseded = problem === 'BEGUN_LATE' ? [] : await supersede(engine, chargerId, begin);
		return ok({ statements: [...renamed, ...superseded, ...statements, row], answer: { transactionId, tag } });
	});
	if (done.ok) return done.value.answer;
	throw new TypeError(`The begin of a transaction was refused: ${done.code}`);
}

/**
 * A begin that was told before: nothing new, unless it says now who charges, as where the cable was plugged in first (OCPP 2.0.1). One
 * that was refused and has no name may be its rider who tries again: it is decided anew.
 */
async function authorizeKnown(
	engine: Engine,
	chargerId: string,
	{ known, begin }: { known: StoredTransaction; begin: TransactionBegin },
) {
	const answer = (tag: TagStatus) => ({ transactionId: known.id, tag });
	if (known.sessionId !== null) return ok({ statements: [], answer: answer('Accepted') });
	const saysWho = begin.idTag !== null || begin.remoteStartId !== null;
	const isUndecided = saysWho && (known.idTag === null || isNameless(begin));
	if (!isUndecided || known.stoppedAt !== null) return ok({ statements: [], answer: answer('Invalid') });
	const registerWh = begin.registerWh ?? known.startRegisterWh;
	const told: ToldBegin = {
		...{ chargerId, transactionId: known.id },
		begin: { ...begin, registerWh, evseId: known.evseId },
	};
	const made = await beginSessionOf(engine, told);
	if (!made.ok) return made;
	const { sessionId, problem, statements, tag } = made.value;
	const authorized = authorizeTransaction(known.id, { idTag: begin.idTag, sessionId, problem });
	return ok({ statements: [...statements, authorized], answer: answer(tag) });
}

/** A charger runs one transaction at a connector: the one before has stopped, whether it said so or not. */
async function supersede(engine: Engine, chargerId: string, { evseId, at }: TransactionBegin): Promise<Statement[]> {
	const open = await loadOpenTransaction(engine.store.db, chargerId, evseId);
	return open ? [stopTransaction(open.id, { registerWh: null, at, reason: 'SUPERSEDED' })] : [];
}
