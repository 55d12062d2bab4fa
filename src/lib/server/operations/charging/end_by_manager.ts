import { endingOf } from '#lib/charging/ending.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { reaches, type ChargeActor } from '../../engine/charge_billing.ts';
import type { Engine } from '../../engine/engine.ts';
import { dropCommands } from '../../store/charger_command_rows.ts';
import { isChargerConnected } from '../../store/charger_rows.ts';
import { insertAudit } from '../../store/machine_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { changeCharge, type ChangedCharge } from './change_charge.ts';
import { chargeOf, takeChargeStep } from './charge_session.ts';
import { stopCommand } from './remote_start.ts';

/** Somebody of the station ends a session that holds its rider. */
export interface EndByManager {
	readonly actor: ChargeActor;
	/** Who acts, as the session's events name them. */
	readonly by: Actor;
	readonly sessionId: string;
	/** Why; kept in the audit log, and with the session where it is ended without its charger. */
	readonly reason: string;
	/** True to end it though its charger goes on; false to ask the charger first. */
	readonly isForced: boolean;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Ends a running session for a manager. One whose charger has not begun is cancelled. A charger that is connected is asked to stop, and
 * its last word ends the session; the answer is then a session that still runs. Where it does not obey, is not connected or never was
 * there, the session is ended with what was last told, and held until somebody has decided. Refuses CHARGE_NOT_FOUND beyond the
 * reach of the actor, CHARGE_ENDED, and CHARGE_STOP_FIRST where the charger is not given the time to stop.
 */
export function endByManager(engine: Engine, request: EndByManager): Promise<Result<SessionRecord>> {
	const { actor, sessionId, reason, isForced, key } = request;
	const allow = (session: SessionRecord) => reaches(actor, session.actor.station);
	const body = { endByManager: { reason, isForced } };
	return changeCharge(engine, { actor, sessionId, allow, key, body }, (session) =>
		endRunning(engine, session, request),
	);
}

async function endRunning(
	engine: Engine,
	session: SessionRecord,
	request: EndByManager,
): Promise<Result<ChangedCharge>> {
	const { by, reason } = request;
	if (session.state !== 'charging') {
		const dropped = dropCommands(session.id, engine.clock());
		const step = { name: 'cancel', input: { reason }, actor: by };
		return take(engine, session, { step, action: 'cancelled', also: [dropped], request });
	}
	const chargerId = chargeOf(session).charge?.connector.chargerId ?? null;
	const isConnected = chargerId !== null && (await isChargerConnected(engine.store.db, chargerId));
	const ending = endingOf(chargeOf(session), { isConnected, now: engine.clock() });
	const stop = stopRows(engine, session, chargerId);
	if (ending === 'force' && (request.isForced || stop.length === 0)) {
		const step = { name: 'force_end', input: { reason }, actor: by };
		return take(engine, session, { step, action: 'forced', also: isConnected ? stop : [], request });
	}
	if (request.isForced) return refuse('CHARGE_STOP_FIRST');
	if (ending === 'wait') return ok({ statements: [], version: session.version });
	const step = { name: 'ask_stop', input: { level: null, rating: null }, actor: by };
	return take(engine, session, { step, action: 'stop_asked', also: stop, request });
}

/** What has the charger asked to stop; nothing where none meters the session. */
function stopRows(engine: Engine, session: SessionRecord, chargerId: string | null): readonly Statement[] {
	const { transaction } = chargeOf(session);
	if (!transaction || chargerId === null) return [];
	return [stopCommand(engine, { chargerId, sessionId: session.id, transactionId: transaction.id })];
}

async function take(
	engine: Engine,
	session: SessionRecord,
	{
		step,
		action,
		also,
		request,
	}: {
		step: Parameters<typeof takeChargeStep>[2];
		action: string;
		also: readonly Statement[];
		request: EndByManager;
	},
): Promise<Result<ChangedCharge>> {
	const taken = await takeChargeStep(engine, session, step);
	if (!taken.ok) return taken;
	const { actor, reason } = request;
	const audit = insertAudit({
		...{ id: engine.ids('aud'), at: engine.clock(), actorId: actor.id, action: `charge.${action}` },
		...{ subject: session.id, stationId: session.actor.station, origin: actor.origin, detail: { reason } },
	});
	return ok({ statements: [...taken.value.statements, ...also, audit], version: taken.value.version });
}
