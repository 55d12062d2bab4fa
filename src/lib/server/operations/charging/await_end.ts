import type { SessionRecord } from '#lib/session/record.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadSession } from '../../store/load_session.ts';
import { chargeOf } from './charge_session.ts';

const lookEveryMs = 150;

/** Waits until a session that is being stopped has ended or its charger has refused, or the time is over; answers it as it is then. */
export async function awaitEnd(engine: Engine, session: SessionRecord, withinMs: number): Promise<SessionRecord> {
	const end = Date.now() + withinMs;
	let seen = session;
	while (seen.status === 'active' && chargeOf(seen).stop !== null && Date.now() < end) {
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
		seen = (await loadSession(engine.store.db, session.id)) ?? seen;
	}
	return seen;
}
