import { timingSafeEqual } from 'node:crypto';
import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { recordRefusal } from '../../engine/records.ts';
import {
	chargerBooted,
	chargerConnected,
	chargerDisconnected,
	chargerSeen,
	connectorStatus,
	listConnections,
	loadCharger,
} from '../../store/charger_rows.ts';
import { loadOpenTransaction, loadTransaction } from '../../store/charger_transaction_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { beginTransaction } from './begin_transaction.ts';
import { claimCommands, commandAnswered } from './charger_commands.ts';
import { endTransaction } from './end_transaction.ts';
import { findTransaction } from './find_transaction.ts';
import { statusOfTag } from './id_tags.ts';
import { takeReadings } from './take_readings.ts';

/** The desk of the chargers over the store. `hashSecret` is how their passwords are kept. */
export function createChargerDesk(engine: Engine, hashSecret: (secret: string) => string): ChargerDesk {
	const { db } = engine.store;
	const write = async (...statements: Statement[]) => {
		await engine.store.writer.commit(statements);
	};
	/** Since when this process holds a charger's connection: the last that took it has it, a socket that died unseen no more. */
	const heldSince = new Map<string, number>();
	return {
		async admits(chargerId, password) {
			const hash = (await loadCharger(db, chargerId))?.secretHash ?? null;
			return hash !== null && sameText(hash, hashSecret(password));
		},
		async guessed(chargerId, address) {
			const stationId = (await loadCharger(db, chargerId))?.stationId ?? null;
			const what = { action: 'requests.limited', subject: chargerId, stationId, origin: address };
			const detail = { reason: 'CHARGER_PASSWORD' };
			await recordRefusal(engine, address, { actorId: 'unknown', ...what, detail });
		},
		connected(chargerId, protocol) {
			const at = engine.clock();
			heldSince.set(chargerId, at);
			return write(chargerConnected(chargerId, protocol, at));
		},
		async disconnected(chargerId) {
			const since = heldSince.get(chargerId);
			heldSince.delete(chargerId);
			if (since !== undefined) await write(chargerDisconnected(chargerId, { since, at: engine.clock() }));
		},
		booted: (chargerId, about) => write(chargerBooted(chargerId, about, engine.clock())),
		seen: (chargerId) => write(chargerSeen(chargerId, engine.clock())),
		statusTold: (chargerId, told) =>
			write(connectorStatus(chargerId, { ...told, at: Math.min(told.at, engine.clock()) })),
		tagStatus: (chargerId, idTag) => statusOfTag(engine, chargerId, idTag),
		async transactionBegan(chargerId, begin) {
			const begun = await beginTransaction(engine, chargerId, begin);
			const transaction = await loadTransaction(db, chargerId, begun.transactionId);
			if (transaction && begin.readings.length > 0) await takeReadings(engine, transaction, begin.readings);
			return begun;
		},
		async readingsTaken(chargerId, { transaction, evseId, readings }) {
			const found = transaction
				? await findTransaction(engine, chargerId, transaction)
				: evseId && (await loadOpenTransaction(db, chargerId, evseId));
			if (found) await takeReadings(engine, found, readings);
		},
		transactionEnded: (chargerId, end) => endTransaction(engine, chargerId, end),
		async claimCommands(chargerIds) {
			const held = await listConnections(db, chargerIds);
			const ours = chargerIds.filter((id) => held.get(id) === heldSince.get(id));
			return claimCommands(engine, ours);
		},
		commandAnswered: (commandId, accepted) => commandAnswered(engine, commandId, accepted),
	};
}

function sameText(one: string, other: string): boolean {
	return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
