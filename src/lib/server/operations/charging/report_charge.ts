import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { bodyHash } from '../../engine/body_hash.ts';
import type { Engine } from '../../engine/engine.ts';
import { sessionAt } from '../../engine/session_at.ts';
import { transact } from '../../engine/transact.ts';
import { loadActiveCharge } from '../../store/active_charges.ts';
import { takeChargeStep } from './charge_session.ts';

/** The vehicle's word, by its rider's phone. */
export interface ReportCharge {
	readonly actor: Actor;
	readonly customerId: string;
	/** Percent. */
	readonly level: number;
	/** Wh since the start; null where the vehicle does not tell. */
	readonly energyWh: number | null;
	/** A repeat of the same key gets the same answer; null: each is new. */
	readonly key: string | null;
}

/** Takes the vehicle's word into the rider's active session. Refuses CHARGE_NOT_FOUND without one. Spec: seeds/001 step 2. */
export async function reportCharge(engine: Engine, report: ReportCharge): Promise<Result<SessionRecord>> {
	const { actor, customerId, level, energyWh, key } = report;
	const input = { level, energyWh };
	const request = key === null ? null : { scope: `charge-report:${actor.id}`, key, bodyHash: bodyHash(input) };
	const done = await transact(engine, request, async () => {
		const session = await loadActiveCharge(engine.store.db, customerId);
		if (!session) return refuse('CHARGE_NOT_FOUND');
		const taken = await takeChargeStep(engine, session, { name: 'report', input, actor });
		if (!taken.ok) return taken.code === 'SESSION_EXPIRED' ? refuse('CHARGE_NOT_FOUND') : taken;
		return ok({ statements: taken.value.statements, answer: { id: session.id, version: taken.value.version } });
	});
	return done.ok ? ok(await sessionAt(engine, done.value.answer.id, done.value.answer.version)) : done;
}
