import type { ChargeData } from '#lib/charging/data.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import { kinds, type AnyKind } from '#lib/kinds/index.ts';
import type { Actor, SessionEvent } from '#lib/session/kind.ts';
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

/** The steps with which a rider may rate: however the session ends then, the stars are kept. */
const ratedSteps: readonly string[] = ['ask_stop', 'end'];

/** Takes a step of a session with what the server knows; stars that come with its end, or with asking for it, are the station's, too. */
export async function takeChargeStep(
	engine: Engine,
	session: SessionRecord,
	step: { name: string; input: Readonly<Record<string, unknown>>; actor: Actor },
): Promise<Result<TakenStep>> {
	const now = engine.clock();
	const key = `${session.id}/${session.version}`;
	const taken = await appendStep(engine, { kind: chargeKind, session, ...step, now, key });
	if (!taken.ok || !ratedSteps.includes(step.name)) return taken;
	const given = step.input['rating'] ?? chargeOf(session).stop?.rating;
	const rated = ratingRows(session, typeof given === 'number' ? given : null, now);
	return ok({ ...taken.value, statements: [...taken.value.statements, ...rated] });
}

/** The stars of a session's station; nothing where none were given. */
export function ratingRows({ id, actor }: SessionRecord, rating: number | null, at: number): Statement[] {
	return rating === null ? [] : [putRating({ sessionId: id, stationId: actor.station ?? '', rating, at })];
}

/** Closes a session by rule: it ended when something was last heard of it, and waits for a manager where energy flowed. */
export function closeByRule(session: SessionRecord, at: number): readonly Statement[] {
	return closeAfter(session, [], at).statements;
}

/** Closes by rule what somebody asks to end: their stars and the level they told are kept. */
export function closeAsAsked(
	session: SessionRecord,
	{ level, rating }: { level: number | null; rating: number | null },
	at: number,
): { readonly statements: readonly Statement[]; readonly version: number } {
	const asked = { type: 'stop_requested', at, level, rating };
	const { statements, version } = closeAfter(session, [asked], at);
	return { version, statements: [...statements, ...ratingRows(session, rating, at)] };
}

function closeAfter(session: SessionRecord, told: readonly SessionEvent[], at: number) {
	const decision = { events: [...told, chargeKind.expired(at)] };
	const facts = { plan: null, batteries: {} };
	const actor = { id: 'system', stationId: session.actor.station };
	const closed = appendDecision({ kind: chargeKind, session, facts, decision, actor, at });
	return { statements: closed.statements, version: closed.session.version };
}

/** True if nothing has been heard of a session for so long that it holds its connector no more. */
export function isSilent(session: SessionRecord, now: number): boolean {
	const heardAt = chargeOf(session).progress?.newsAt ?? session.updatedAt;
	return now - heardAt >= silenceMs;
}
