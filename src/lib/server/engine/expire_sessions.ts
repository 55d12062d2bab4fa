import { ok, refuse } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { listOverdueSessions } from '../store/list_open_sessions.ts';
import { loadSession } from '../store/load_session.ts';
import { appendDecision } from './append.ts';
import { endMoves } from './end_money.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** The most sessions one sweep ends. */
const sweepLimit = 200;

/** Who acts when a clock does. */
const clockActor = { id: 'system', stationId: null } as const;

/**
 * Ends the sessions whose time is over; money in them becomes refund due. Answers how many it ended.
 * One that cannot be ended keeps no other from it: the first fault is thrown once all were tried.
 */
export async function expireSessions(engine: Engine): Promise<number> {
	const due = await listOverdueSessions(engine.store.db, engine.clock(), sweepLimit);
	const outcomes = await Promise.allSettled(due.map((id) => expireSession(engine, id)));
	const failed = outcomes.find((outcome) => outcome.status === 'rejected');
	if (failed) throw failed.reason;
	return outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.ok).length;
}

/** Ends one session whose time is over; refuses where that is no longer so. */
export function expireSession(engine: Engine, id: string) {
	return transact(engine, null, async () => {
		const session = await loadSession(engine.store.db, id);
		const at = engine.clock();
		if (!session || session.status !== 'active' || session.expiresAt > at)
			return refuse('SESSION_MOVED_ON', { current: session?.version ?? null });
		const kind = kindOf(session.kind);
		const decision = { events: [kind.expired(at)] };
		const ending = await endMoves(engine, { kind, session, decision, facts: { plan: null, batteries: {} } });
		const { statements } = appendDecision({ kind, session, ...ending, actor: clockActor, at });
		return ok({ statements, answer: null });
	});
}
