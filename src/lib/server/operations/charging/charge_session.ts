import type { ChargeData } from '#lib/charging/data.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import { kinds, type AnyKind } from '#lib/kinds/index.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { appendDecision } from '../../engine/append.ts';
import { appendStep, type TakenStep } from '../../engine/append_step.ts';
import type { Engine } from '../../engine/engine.ts';
import { putRating } from '../../store/charge_rating_rows.ts';
import type { Statement } from '../../store/statement.ts';

/** The kind whose sessions these operations run. */
export const chargeKind: AnyKind = kinds.charge;

/** How long a connector is held by a session of which nothing is heard, ms. */
const silenceMs = 30 * 60_000;

/** What a charging session knows. */
export function chargeOf(session: SessionRecord): ChargeData {
	return session.data as ChargeData;
}

/** `<station>/<connector>`, as the session's row has it. */
export function connectorKey(stationId: string, connectorId: string): string {
	return `${stationId}/${connectorId}`;
}

/** Who acts when a charger or a clock does. */
export function machineActor(id: string, stationId: string | null): Actor {
	return { id, name: id, role: 'service', stationId, cashLimitMinor: 0 };
}

/** Takes a step of a session with what the server knows; stars that come with its end are the station's, too. */
export async function takeChargeStep(
	engine: Engine,
	session: SessionRecord,
	step: { name: string; input: Readonly<Record<string, unknown>>; actor: Actor },
): Promise<Result<TakenStep>> {
	const now = engine.clock();
	const key = `${session.id}/${session.version}`;
	const taken = await appendStep(engine, { kind: chargeKind, session, ...step, now, key });
	if (!taken.ok || step.name !== 'end') return taken;
	const rating = Number(step.input['rating'] ?? chargeOf(session).stop?.rating ?? 0);
	if (rating === 0) return taken;
	const rated = putRating({ sessionId: session.id, stationId: session.actor.station ?? '', rating, at: now });
	return ok({ ...taken.value, statements: [...taken.value.statements, rated] });
}

/** Closes a session by rule: it ended when something was last heard of it, and waits for a manager where energy flowed. */
export function closeByRule(session: SessionRecord, at: number): readonly Statement[] {
	const decision = { events: [chargeKind.expired(at)] };
	const facts = { plan: null, batteries: {} };
	const actor = { id: 'system', stationId: session.actor.station };
	return appendDecision({ kind: chargeKind, session, facts, decision, actor, at }).statements;
}

/** True if nothing has been heard of a session for so long that it holds its connector no more. */
export function isSilent(session: SessionRecord, now: number): boolean {
	const heardAt = chargeOf(session).progress?.newsAt ?? session.updatedAt;
	return now - heardAt >= silenceMs;
}
