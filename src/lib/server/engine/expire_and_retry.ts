import type { Result } from '#lib/kernel/result.ts';
import { expireSessions } from './expire_sessions.ts';
import type { Engine } from './engine.ts';

/** Attempts a request, and once more where a session whose time is over kept its customer from a new one. */
export async function expireAndRetry<Value>(
	engine: Engine,
	attempt: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
	const done = await attempt();
	if (done.ok || done.code !== 'SESSION_ALREADY_ACTIVE') return done;
	return (await expireSessions(engine)) > 0 ? attempt() : done;
}
