import type { Engine } from '../../engine/engine.ts';
import { insertCommand } from '../../store/charger_command_rows.ts';
import type { Statement } from '../../store/statement.ts';

/** How long a charger has to begin once it was asked: the rider has to plug the cable in, ms. */
export const startWaitMs = 3 * 60_000;

/** How long a charger has to take a request to stop, ms. */
export const stopWaitMs = 30_000;

/** The tag that the remote start of a session carries: at most 20 characters, upper case, unguessable like the session's id. */
export function sessionTag(sessionId: string): string {
	return `P${sessionId.slice(-19)}`.toUpperCase();
}

/** What a charger is asked to begin a session; `remoteStartId` is a number of 31 bits made of the session's id. */
export function remoteStart(sessionId: string, evseId: number) {
	const remoteStartId = [...sessionId].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 2_147_483_647, 7);
	return { action: 'start', payload: { evseId, idTag: sessionTag(sessionId), remoteStartId } } as const;
}

/** Has a charger asked to stop a transaction. */
export function stopCommand(
	engine: Engine,
	{ chargerId, sessionId, transactionId }: { chargerId: string; sessionId: string; transactionId: number },
): Statement {
	const now = engine.clock();
	return insertCommand({
		...{ id: engine.ids('cmd'), chargerId, sessionId, action: 'stop', payload: { transactionId } },
		...{ createdAt: now, expiresAt: now + stopWaitMs },
	});
}
