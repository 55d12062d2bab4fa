import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { bodyHash } from '../../engine/body_hash.ts';
import type { Engine } from '../../engine/engine.ts';
import { sessionAt } from '../../engine/session_at.ts';
import { transact } from '../../engine/transact.ts';
import { loadSession } from '../../store/load_session.ts';
import type { Statement } from '../../store/statement.ts';
import { chargeKind } from './charge_session.ts';

/** Who changes which session, and whether they may. */
export interface ChargeChange {
	readonly actor: { readonly id: string };
	readonly sessionId: string;
	/** Says whether this person may do it to that session; what they may not looks like what is not there. */
	readonly allow: (session: SessionRecord) => boolean;
	/** A repeat of the same key gets the same answer; null: each is new. */
	readonly key: string | null;
	/** What was asked for: a repeat of the key asks the same. */
	readonly body: unknown;
}

/** What a change writes, and the version that the session then has. */
export interface ChangedCharge {
	readonly statements: readonly Statement[];
	readonly version: number;
}

/** Changes a running session once; the answer is the session as the change left it. Refuses CHARGE_NOT_FOUND, CHARGE_ENDED and as the change does. */
export async function changeCharge(
	engine: Engine,
	{ actor, sessionId, allow, key, body }: ChargeChange,
	change: (session: SessionRecord) => Promise<Result<ChangedCharge>>,
): Promise<Result<SessionRecord>> {
	const scope = `charge-end:${sessionId}/${actor.id}`;
	const request = key === null ? null : { scope, key, bodyHash: bodyHash(body) };
	const done = await transact(engine, request, async () => {
		const session = await loadSession(engine.store.db, sessionId);
		if (session?.kind !== chargeKind.name || !allow(session)) return refuse('CHARGE_NOT_FOUND');
		if (session.status !== 'active') return refuse('CHARGE_ENDED');
		const changed = await change(session);
		if (!changed.ok) return changed.code === 'SESSION_EXPIRED' ? refuse('CHARGE_ENDED') : changed;
		const { statements, version } = changed.value;
		return ok({ statements, answer: { id: sessionId, version } });
	});
	return done.ok ? ok(await sessionAt(engine, done.value.answer.id, done.value.answer.version)) : done;
}
