import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { Engine } from '../../engine/engine.ts';
import { dropCommands } from '../../store/charger_command_rows.ts';
import { changeCharge } from './change_charge.ts';
import { chargeOf, closeAsAsked, isSilent, ratingRows, takeChargeStep } from './charge_session.ts';
import { stopCommand, stopWaitMs } from './remote_start.ts';

/** Whoever ends or cancels a session, and whether they may. */
export interface ChargeRequest {
	readonly actor: Actor;
	readonly sessionId: string;
	/** Says whether this person may do it to that session; what they may not looks like what is not there. */
	readonly allow: (session: SessionRecord) => boolean;
	/** A repeat of the same key gets the same answer; null: each is new. */
	readonly key: string | null;
}

/** A rider, or a manager for them, ends a session. */
export interface EndCharge extends ChargeRequest {
	/** Percent. */
	readonly level: number | null;
	/** 1 to 5. */
	readonly rating: number | null;
}

/**
 * Ends a session. Where a charger meters it, the charger is asked to stop, and its last word ends the session: the answer is the session
 * as it stands then, perhaps still active; one that has been silent for long is not waited for, but closed by rule. Refuses
 * CHARGE_NOT_FOUND and CHARGE_ENDED. Spec: seeds/001 step 3.
 */
export function endCharge(engine: Engine, request: EndCharge): Promise<Result<SessionRecord>> {
	const { actor, level, rating } = request;
	const body = { end: { level, rating } };
	return changeCharge(engine, { ...request, body }, async (session) => {
		if (session.state === 'waiting') return refuse('CHARGE_NOT_FOUND');
		const { transaction, charge, stop } = chargeOf(session);
		if (!transaction || !charge?.connector.chargerId) {
			const reason = actor.role === 'rider' ? 'rider' : 'manager';
			const input = { reason, detail: null, endedAt: engine.clock(), level, rating, readings: [] };
			return takeChargeStep(engine, session, { name: 'end', input, actor });
		}
		const now = engine.clock();
		if (isSilent(session, now)) return ok({ ...closeAsAsked(session, { level, rating }, now), outcome: undefined });
		if (stop && now - stop.at < stopWaitMs)
			return ok({ statements: ratingRows(session, rating, now), version: session.version, outcome: undefined });
		const asked = await takeChargeStep(engine, session, { name: 'ask_stop', input: { level, rating }, actor });
		if (!asked.ok) return asked;
		const { chargerId } = charge.connector;
		const command = stopCommand(engine, { chargerId, sessionId: session.id, transactionId: transaction.id });
		return ok({ ...asked.value, statements: [...asked.value.statements, command] });
	});
}

/** Gives a session up before energy has flowed. Refuses CHARGE_UNDERWAY where a charger has metered any. */
export function cancelCharge(
	engine: Engine,
	request: ChargeRequest & { readonly reason: string },
): Promise<Result<SessionRecord>> {
	const { actor, reason } = request;
	return changeCharge(engine, { ...request, body: { cancel: reason } }, async (session) => {
		const taken = await takeChargeStep(engine, session, { name: 'cancel', input: { reason }, actor });
		if (!taken.ok) return taken;
		const dropped = dropCommands(session.id, engine.clock());
		return ok({ ...taken.value, statements: [...taken.value.statements, dropped] });
	});
}
