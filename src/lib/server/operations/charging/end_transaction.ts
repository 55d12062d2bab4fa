import { ok, type Result } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { MeterReading, TransactionEnd } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import {
	insertTransaction,
	loadTransactionByKey,
	nextTransactionId,
	stopTransaction,
	troubleTransaction,
	type StoredTransaction,
} from '../../store/charger_transaction_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { chargeOf, machineActor, takeChargeStep } from './charge_session.ts';
import { findTransaction } from './find_transaction.ts';
import { lateRows, negligibleWh } from './late_readings.ts';
import { newerThan, registerRows, sessionOf } from './take_readings.ts';
import { endKey } from './transaction_key.ts';

/**
 * Takes the end of a transaction, once however often it is told: its session ends with the meter's last word. A stop without a start is
 * kept for a person; a stop of a session that has ended changes nothing of it.
 */
export async function endTransaction(engine: Engine, chargerId: string, end: TransactionEnd): Promise<void> {
	const done = await transact(engine, null, async () => {
		const transaction = await findTransaction(engine, chargerId, end.transaction);
		if (!transaction) return startMissing(engine, chargerId, end);
		if (transaction.stoppedAt !== null && transaction.sessionId === null) return ok({ statements: [], answer: null });
		const ended =
			transaction.sessionId === null ? ok(givenAway(transaction, end)) : await endSession(engine, transaction, end);
		if (!ended.ok) return ended;
		const stop = stopTransaction(transaction.id, { registerWh: end.registerWh, at: end.at, reason: end.reason });
		return ok({ statements: [...ended.value, stop], answer: null });
	});
	if (!done.ok) throw new TypeError(`The end of a transaction was refused: ${done.code}`);
}

/** What was charged while nobody had shown anything is for a person to see to; a cable that was plugged in for nothing is not. */
function givenAway({ id, startRegisterWh }: StoredTransaction, { registerWh }: TransactionEnd): readonly Statement[] {
	const isNothing = registerWh === null || (startRegisterWh !== null && registerWh - startRegisterWh <= negligibleWh);
	return isNothing ? [] : [troubleTransaction(id, 'TAG_UNKNOWN')];
}

async function endSession(
	engine: Engine,
	transaction: StoredTransaction,
	end: TransactionEnd,
): Promise<Result<readonly Statement[]>> {
	const session = await sessionOf(engine, transaction);
	if (!session) return ok([]);
	// Nothing comes before it that was told already: else the charger's clock has gone back, and ours says when it is.
	const at = end.at < (chargeOf(session).progress?.register?.at ?? 0) ? engine.clock() : end.at;
	const final: MeterReading = { at, registerWh: end.registerWh, powerW: null, socPercent: null };
	const readings = [...end.readings.toSorted((a, b) => a.at - b.at), ...(end.registerWh === null ? [] : [final])];
	const register = registerRows(transaction, readings);
	if (session.status !== 'active') return ok([...(await lateRows(engine, session, readings)), ...register]);
	const taken = await takeChargeStep(engine, session, {
		name: 'end',
		input: endInput(session, end, readings),
		actor: machineActor(transaction.chargerId, session.actor.station),
	});
	return taken.ok ? ok([...taken.value.statements, ...register]) : taken;
}

function endInput(session: SessionRecord, end: TransactionEnd, readings: readonly MeterReading[]) {
	const level = readings.findLast(({ socPercent }) => socPercent !== null)?.socPercent ?? null;
	const { stop } = chargeOf(session);
	return {
		reason: stop ? (stop.by ?? 'rider') : 'charger',
		detail: end.reason,
		endedAt: end.at,
		level,
		rating: null,
		readings: newerThan(session, readings),
	};
}

async function startMissing(engine: Engine, chargerId: string, end: TransactionEnd) {
	const key = endKey(chargerId, end);
	if (await loadTransactionByKey(engine.store.db, key)) return ok({ statements: [], answer: null });
	const row = insertTransaction({
		id: await nextTransactionId(engine.store.db),
		...{ key, chargerId, evseId: end.evseId ?? 0, idTag: end.idTag },
		sessionId: null,
		startRegisterWh: null,
		startedAt: null,
		stop: { registerWh: end.registerWh, at: end.at, reason: end.reason },
		problem: 'START_MISSING',
	});
	return ok({ statements: [row], answer: null });
}
