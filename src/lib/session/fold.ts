import type { JsonObject } from '#lib/kernel/json.ts';
import { settledDraft } from './draft.ts';
import { advanceFlow, startFlow } from './flow_state.ts';
import type { Kind, SessionEvent, World } from './kind.ts';
import { endingOf, nextState } from './machine.ts';
import { foldNote, isNote } from './note.ts';
import type { DeviceInfo, SessionRecord } from './record.ts';

/** How long an open session lives after its last step, ms. Spec: seeds/000, `expires_at`. */
export const sessionLifetimeMs = 24 * 60 * 60 * 1000;

/** What a session is before its first event. */
export interface SessionStart {
	readonly id: string;
	readonly device: DeviceInfo;
	readonly actor: SessionRecord['actor'];
	readonly at: number;
	/** What the client wrote before it had a session. */
	readonly draft?: JsonObject;
}

/** The record of a session that was just created: version 1, its first step open. */
export function startSession<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	start: SessionStart,
): SessionRecord<S, D> {
	return {
		id: start.id,
		kind: kind.name,
		state: kind.machine.initial,
		status: 'active',
		version: 1,
		data: kind.empty(),
		flow: startFlow(kind.flow, kind.machine, start.at),
		device: start.device,
		actor: start.actor,
		lastAction: { type: 'session_created', at: start.at },
		counts: { errors: 0, retries: 0 },
		createdAt: start.at,
		updatedAt: start.at,
		expiresAt: start.at + sessionLifetimeMs,
		endedAt: null,
		...(start.draft && { draft: start.draft }),
	};
}

/**
 * Folds one event into a session: the version rises by one, the machine moves, the flow advances, and drafts become facts.
 * A note moves neither machine nor flow.
 * Throws TypeError if the machine does not allow the event there: a step decided what its kind forbids.
 */
export function foldEvent<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	session: SessionRecord<S, D>,
	event: E,
): SessionRecord<S, D> {
	if (isNote(event)) return foldNote(session, event);
	const { draft, ...before } = session;
	const kept = settledDraft(kind, draft, session.flow.currentStep);
	const state = nextState<S, E['type']>(kind.machine, session.state, event.type);
	if (state === undefined) throw new TypeError(`${kind.name} allows no ${event.type} in ${session.state}`);
	const ending = endingOf(kind.machine, state);
	return {
		...before,
		state,
		status: ending ?? 'active',
		version: session.version + 1,
		data: kind.evolve(session.data, event),
		flow: advanceFlow(kind.flow, session.flow, { type: event.type, at: event.at, state }),
		lastAction: { type: event.type, at: event.at },
		counts: {
			errors: session.counts.errors + Number(event.type.endsWith('_refused')),
			retries: session.counts.retries + Number(event.type.endsWith('_reopened')),
		},
		updatedAt: event.at,
		expiresAt: ending ? session.expiresAt : event.at + sessionLifetimeMs,
		endedAt: ending ? event.at : null,
		...(kept && { draft: kept }),
	};
}

/** Folds a list of events, first to last. */
export function foldEvents<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	session: SessionRecord<S, D>,
	events: readonly E[],
): SessionRecord<S, D> {
	return events.reduce((folded, event) => foldEvent(kind, folded, event), session);
}
