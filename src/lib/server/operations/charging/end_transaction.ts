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
	type StoredTransaction,
} from '../../store/charger_transaction_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import type { Statement } from '../../store/statement.ts';
import { chargeOf, machineActor, takeChargeStep } from './charge_session.ts';
import { findTransaction } from './find_transaction.ts';
import { lateRows } from './late_readings.ts';
import { newerThan, registerRows } from './take_readings.ts';

/**
 * Takes the end of a transaction, once however often it is told: its session ends with the meter's last word. A stop without a start is
 * kept for a person; a stop of a session that has ended changes nothing of it.
 */
export async function endTransaction(engine: Engine, chargerId: string, end: TransactionEnd): Promise<void> {
	const done = await transact(engine, null, async () => {
		const transaction = await findTransaction(engine, chargerId, end.transaction);
		if (!transaction) return startMissing(engine, chargerId, end);
		if (transaction.stoppedAt !== null && transaction.sessionId === null) return ok({ statements: [], answer: null });
		const ended = await endSession(engine, transaction, end);
		if (!ended.ok) return ended;
		const stop = stopTransaction(transaction.id, { registerWh: end.registerWh, at: end.at, reason: end.reason });
		return ok({ statements: [...ended.value, stop], answer: null });
	});
	if (!done.ok) throw new TypeError(`The end of a transaction was refused: ${done.code}`);
}

async function endSession(
	engine: Engine,
	transaction: StoredTransaction,
	end: TransactionEnd,
): Promise<Result<readonly Statement[]>> {
	const session = transaction.sessionId === null ? null : await loadSession(engine.store.db, transaction.sessionId);
	if (!session) return ok([]);
	const final: MeterReading = { at: end.at, registerWh: end.registerWh, powerW: null, socPercent: null };
	const readings = [...end.readings.toSorted((a, b) => a.at - b.at), ...(end.registerWh === null ? [] : [final])];
	const register = registerRows(transaction, readings);
	if (session.status !== 'active' || session.expiresAt <= engine.clock())
		return ok([...(await lateRows(engine, session, readings)), ...register]);
	const taken = await takeChargeStep(engine, session, {
		name: 'end',
		input: endInput(session, end, readings),
		actor: machineActor(transaction.chargerId, session.actor.station),
	});
	return taken.ok ? ok([...taken.value.statements, ...register]) : taken;
}

function endInput(session: SessionRecord, end: TransactionEnd, readings: readonly MeterReading[]) {
	const level = readings.findLast(({ socPercent }) => socPercent !== null)?.socPercent ?? null;
	return {
		reason: chargeOf(session).stop ? 'rider' : 'charger',
		detail: end.reason,
		endedAt: end.at,
		level,
		rating: null,
		readings: newerThan(session, readings),
	};
}

async function startMissing(engine: Engine, chargerId: string, end: TransactionEnd) {
	const name = 'text' in end.transaction ? end.transaction.text : String(end.transaction.id);
	const key = `${chargerId}/${name}/stop/${end.at}`;
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
