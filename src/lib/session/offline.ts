import type { Role } from '#lib/kernel/permission.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { foldEvents } from './fold.ts';
import type { Kind, SessionEvent, World } from './kind.ts';
import type { SessionRecord } from './record.ts';
import { decideStep } from './take_step.ts';

/** A step that is taken before the server hears of it. */
export interface OfflineStep {
	readonly step: string;
	readonly input: unknown;
	readonly key: string;
	/** The version that the session has then. */
	readonly version: number;
	/** UTC milliseconds by the device's clock, which may be far off. */
	readonly queuedAt: number;
}

/** A session as it will be, if the server accepts the steps. */
export interface ProvisionalSession<State extends string = string, Data = unknown> {
	readonly session: SessionRecord<State, Data>;
	/** How many steps it has that the server has not confirmed. */
	readonly unconfirmed: number;
}

/**
 * Takes a step as the server would if the world were as the session knows it: the kind decides, the events are folded.
 * Refuses STEP_NEEDS_SERVER for a step that cannot be taken so, else as the step does. Instants are the device's until the server answers.
 */
export function takeOffline<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	session: SessionRecord<S, D>,
	{ step, input, key, queuedAt }: Omit<OfflineStep, 'version'>,
): Result<SessionRecord<S, D>> {
	const facts = kind.offline?.steps.includes(step) ? kind.offline.facts(session, input) : null;
	if (facts === null) return refuse('STEP_NEEDS_SERVER', { step });
	// Whether its time is over is for the server to say: a wrong clock must not keep anybody from work.
	const now = Math.max(session.updatedAt, Math.min(queuedAt, session.expiresAt - 1));
	const decided = decideStep(kind, session, { name: step, input, facts, actor: assumedActor(session), now, key });
	return decided.ok ? ok(foldEvents(kind, session, decided.value.events)) : decided;
}

/**
 * The session with the steps that follow from it, each at the version it was taken at. Steps of older versions are the server's to
 * judge; at the first that does not follow it ends.
 */
export function followSteps<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	session: SessionRecord<S, D>,
	steps: readonly OfflineStep[],
): ProvisionalSession<S, D> {
	let provisional: ProvisionalSession<S, D> = { session, unconfirmed: 0 };
	for (const step of steps) {
		const { session: before, unconfirmed } = provisional;
		if (step.version < before.version) continue;
		const after = step.version === before.version ? takeOffline(kind, before, step) : null;
		if (!after?.ok) break;
		provisional = { session: after.value, unconfirmed: unconfirmed + 1 };
	}
	return provisional;
}

/** Whoever acts, at the station of the session: the server knows them. */
function assumedActor({ actor }: SessionRecord) {
	return { id: actor.id, name: actor.name, role: actor.type as Role, stationId: actor.station, cashLimitMinor: 0 };
}
