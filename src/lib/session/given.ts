import type { Result } from '#lib/kernel/result.ts';
import { foldEvents, startSession } from './fold.ts';
import type { Actor, Decision, Kind, SessionEvent, Step, World } from './kind.ts';
import type { SessionRecord } from './record.ts';
import { decideStep } from './take_step.ts';

/** What a test takes for granted: the events so far, the facts outside the session, who acts and when. */
export interface Scene<E extends SessionEvent, W extends World> {
	readonly facts: W['facts'];
	/** None: the session was just begun. */
	readonly events?: readonly E[];
	/** UTC milliseconds; the minute after `testStart` unless told otherwise. */
	readonly now?: number;
	readonly actor?: Actor;
}

/** The session of a scene, and what its steps decide. */
export interface Given<S extends string, D, E extends SessionEvent, W extends World> {
	readonly session: SessionRecord<S, D>;
	/** What the step decides upon the input, or why it refuses. */
	when<Input>(step: Step<S, D, E, W, Input>, input: unknown): Result<Decision<E, W>>;
	/** The scene after the step. Throws TypeError if it is refused. */
	taken<Input>(step: Step<S, D, E, W, Input>, input: unknown): Scene<E, W> & { readonly events: readonly E[] };
}

/** Instant at which the sessions of tests begin, UTC milliseconds. */
export const testStart = Date.UTC(2025, 11, 9, 14);

/** An attendant in a shift at STATION_002 who may record 500.00 in cash. */
export const testAttendant: Actor = {
	id: 'attendant-789',
	name: 'Alice Johnson',
	role: 'attendant',
	stationId: 'STATION_002',
	cashLimitMinor: 50_000,
};

const device = { device_id: 'device-uuid-67890', app_version: '1.2.3', platform: 'android', locale: 'en' };

/** Tests of steps read given events, when input, then events: nothing is stored, and time stands where the scene says. */
export function given<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	scene: Scene<E, W>,
): Given<S, D, E, W> {
	const { facts, events = [], now = testStart + 60_000, actor = testAttendant } = scene;
	const started = {
		type: testAttendant.role,
		id: testAttendant.id,
		name: testAttendant.name,
		station: testAttendant.stationId,
	};
	const session = foldEvents(
		kind,
		startSession(kind, { id: `${kind.idPrefix}-1`, at: testStart, device, actor: started }),
		events,
	);

	function when<Input>(step: Step<S, D, E, W, Input>, input: unknown): Result<Decision<E, W>> {
		const name = Object.keys(kind.steps).find((key) => kind.steps[key] === step);
		if (name === undefined) throw new TypeError(`The step is not one of ${kind.name}`);
		return decideStep(kind, session, { name, input, facts, actor, now, key: 'request-1' });
	}

	return {
		session,
		when,
		taken(step, input) {
			const decided = when(step, input);
			if (!decided.ok) throw new TypeError(`The scene is refused: ${decided.code} ${JSON.stringify(decided.params)}`);
			return { ...scene, events: [...events, ...decided.value.events] };
		},
	};
}
