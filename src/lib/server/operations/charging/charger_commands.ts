import { ok } from '#lib/kernel/result.ts';
import type { ChargerCommand } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import {
	listWaitingCommands,
	loadCommand,
	settleCommand,
	type StoredCommand,
} from '../../store/charger_command_rows.ts';
import { loadCharger } from '../../store/charger_rows.ts';
import { loadTransactionById } from '../../store/charger_transaction_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import { machineActor, takeChargeStep } from './charge_session.ts';

/** Claims what chargers are to be asked: each command is handed out once, and is not asked once its time is over. */
export async function claimCommands(engine: Engine, chargerIds: readonly string[]): Promise<readonly ChargerCommand[]> {
	const now = engine.clock();
	const waiting = await listWaitingCommands(engine.store.db, chargerIds);
	const claimed: ChargerCommand[] = [];
	for (const command of waiting) {
		if (command.expiresAt <= now) continue;
		const told = await toChargerCommand(engine, command);
		await engine.store.writer.commit([settleCommand(command.id, told ? 'sent' : 'expired', now)]);
		if (told) claimed.push(told);
	}
	return claimed;
}

async function toChargerCommand(engine: Engine, command: StoredCommand): Promise<ChargerCommand | null> {
	const { id, chargerId, action, payload } = command;
	if (action === 'start') {
		const session = await loadSession(engine.store.db, command.sessionId);
		if (session?.state !== 'waiting') return null;
		const { evseId, idTag, remoteStartId } = payload as { evseId: number; idTag: string; remoteStartId: number };
		return { id, chargerId, action, evseId, idTag, remoteStartId };
	}
	const transactionId = Number(payload['transactionId']);
	const transaction = await loadTransactionById(engine.store.db, transactionId);
	if (!transaction) return null;
	const charger = await loadCharger(engine.store.db, chargerId);
	// A charger that names its transactions itself knows nothing of our numbers.
	const text = transaction.key.slice(chargerId.length + 1);
	const isNamed = charger?.protocol === 'ocpp2.0.1';
	return { id, chargerId, action, transaction: isNamed ? { text } : { id: transactionId } };
}

/** Takes what a charger answered; null: nothing in time. A no to a start ends the session, a no to a stop lets it go on. */
export async function commandAnswered(engine: Engine, id: string, accepted: boolean | null): Promise<void> {
	await transact(engine, null, async () => {
		const command = await loadCommand(engine.store.db, id);
		if (!command) return ok({ statements: [], answer: null });
		const status = accepted === null ? 'expired' : accepted ? 'accepted' : 'rejected';
		const settled = settleCommand(id, status, engine.clock());
		if (accepted) return ok({ statements: [settled], answer: null });
		const reason = accepted === null ? 'The charger did not answer' : 'The charger refused';
		const failed = await failCommand(engine, command, reason);
		return ok({ statements: [...failed, settled], answer: null });
	});
}

/** What a session makes of a charger that does not do what it was asked; nothing where it has gone on already. */
export async function failCommand(engine: Engine, command: StoredCommand, reason: string) {
	const session = await loadSession(engine.store.db, command.sessionId);
	if (session?.status !== 'active') return [];
	const name = command.action === 'start' ? 'fail_start' : 'fail_stop';
	const actor = machineActor(command.chargerId, session.actor.station);
	const taken = await takeChargeStep(engine, session, { name, input: { reason }, actor });
	return taken.ok ? taken.value.statements : [];
}
