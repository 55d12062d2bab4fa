import { allowSession } from '../auth/callers.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import type { Engine } from '../engine/engine.ts';
import { resumableSessions, type ListedResumable } from '../engine/resumable_sessions.ts';

/** The open sessions of the person's station that they may run, the last touched first. Spec: seeds/000 §4. */
export function listResumable(engine: Engine, person: SignedIn): Promise<ListedResumable[]> {
	return resumableSessions(engine, {
		stationId: person.shift?.stationId ?? null,
		known: [],
		allow: (permission, session) => allowSession(person, permission, session),
	});
}
