import type { ChargeStart } from '#lib/charging/charge.ts';
import type { ChargerTransaction } from '#lib/charging/data.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { DeviceInfo, SessionRecord } from '#lib/session/record.ts';
import { decideStep } from '#lib/session/take_step.ts';
import { appendDecision } from '../../engine/append.ts';
import type { Engine } from '../../engine/engine.ts';
import { newSession } from '../../engine/start_session.ts';
import type { Statement } from '../../store/statement.ts';
import { chargeKind } from './charge_session.ts';

/** What a session of charging begins with. */
export interface Beginning {
	readonly id: string;
	readonly charge: ChargeStart;
	readonly device: DeviceInfo;
	readonly actor: Actor;
	/** `asked`: its charger is asked to begin; otherwise charging has begun, by this transaction or by the vehicle's word. */
	readonly by: 'asked' | { readonly transaction: ChargerTransaction | null };
}

/** A session with its first step, and the statements that make it so. Its time begins with charging. */
export function beginCharge(
	engine: Engine,
	{ id, charge, device, actor, by }: Beginning,
): Result<{ session: SessionRecord; statements: Statement[] }> {
	const now = engine.clock();
	const at = Math.min(charge.startedAt, now);
	const created = newSession(chargeKind, { id, at, device, actor: { ...actor, stationId: charge.station.id } });
	const facts = { plan: null, batteries: {} };
	const name = by === 'asked' ? 'ask_start' : 'start';
	const input = by === 'asked' ? { charge } : { charge, transaction: by.transaction };
	// A charger that was offline tells of a start long past: its session is as young as the word of it.
	const fresh = { ...created.session, expiresAt: Math.max(created.session.expiresAt, now + 1) };
	const decided = decideStep(chargeKind, fresh, { name, input, facts, actor, now, key: id });
	if (!decided.ok) return decided;
	const begun = appendDecision({
		kind: chargeKind,
		session: created.session,
		facts,
		decision: decided.value,
		actor: { id: actor.id, stationId: charge.station.id },
		at: now,
	});
	return ok({ session: begun.session, statements: [...created.statements, ...begun.statements] });
}
